"""Merging tickets over the API, and undoing it."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relaydesk.access.contracts import SYSTEM, Scope, contact_actor
from relaydesk.access.testing import a_label, an_actor_with, an_agent
from relaydesk.people import public as people
from relaydesk.platform import cache
from relaydesk.platform.clock import now
from relaydesk.platform.events import history
from relaydesk.platform.testing import settle
from relaydesk.tickets import public as tickets
from relaydesk.tickets.models import Ticket

from .conftest import Desk, desk_of

ALL = {"tickets.read": Scope.ALL, "tickets.write": Scope.ALL, "tickets.set_label": Scope.ALL}


def thread(desk: Desk, number: str) -> list[str]:
    items = desk.get(f"/tickets/{number}/timeline?limit=200")["items"]
    return [one["message"]["body_text"] for one in reversed(items) if one["message"]]


def note(desk: Desk, number: str, text: str) -> None:
    desk.post(f"/tickets/{number}/messages", {"visibility": "note", "body": text})


def merge(desk: Desk, target: str, *sources: str, status: int = 200, **more: Any) -> Any:
    return desk.post(f"/tickets/{target}/merge", {"sources": sources, **more}, status=status)


def facts(number: str) -> dict[str, Any]:
    """Everything of a ticket but its version and when it was last changed."""
    row = Ticket.objects.filter(number=number).values().get()
    return {name: value for name, value in row.items() if name not in ("version", "updated_at")}


def test_the_threads_become_one_in_order_of_time(desk: Desk) -> None:
    target, one, two = (desk.open(body=text)["number"] for text in ("第一", "第二", "第三"))
    note(desk, target, "第四")
    shown = merge(desk, target, one, two)
    assert shown["number"] == target
    assert thread(desk, target) == ["第一", "第二", "第三", "第四"]
    assert thread(desk, one) == []
    merged = desk.get(f"/tickets/{one}")
    assert (merged["merged"], merged["merged_into"]) == (True, target)
    assert merged["status"]["category"] == "closed"
    assert (merged["can"]["edit"], merged["can"]["reply"], merged["can"]["unmerge"]) == (False, False, True)
    items = desk.get(f"/tickets/{target}/timeline")["items"]
    origins = [one["message"]["merged_from"] for one in items if one["message"]]
    assert origins == [None, {"number": two}, {"number": one}, None]
    merges = desk.get(f"/tickets/{target}/relations")["merges"]
    assert [(one["into"], one["ticket"]["number"]) for one in merges] == [(False, one), (False, two)]


def test_work_on_a_merged_ticket_is_refused_and_named_where_it_goes_on(desk: Desk) -> None:
    target, source = (desk.open()["number"] for _ in range(2))
    merge(desk, target, source)
    problem = desk.patch(f"/tickets/{source}", {"priority": "P0"}, status=409)
    assert (problem["code"], problem["into"]) == ("ticket_merged", target)
    body = {"visibility": "public", "body": "x"}
    assert desk.post(f"/tickets/{source}/messages", body, status=409)["code"] == "ticket_merged"


def test_what_comes_to_a_merged_ticket_comes_to_the_one_in_which_it_goes_on(desk: Desk) -> None:
    first, second, third = (desk.open()["number"] for _ in range(3))
    merge(desk, second, first)
    merge(desk, third, second)
    source = Ticket.objects.get(number=first)
    contact = contact_actor(source.requester_id, "王女士")
    said = tickets.add_message(
        actor=contact, at=now(), ticket_id=source.id, channel="portal", body_text="还有一个问题"
    )
    assert said.ticket_id == Ticket.objects.get(number=third).id
    assert thread(desk, third)[-1] == "还有一个问题"
    desk.post(f"/tickets/{first}/unmerge", {}, status=200)
    assert thread(desk, first)[-1] == "还有一个问题"
    assert thread(desk, third)[-1] != "还有一个问题"


def test_unmerging_gives_back_exactly_what_was(desk: Desk) -> None:
    colleague = an_agent()
    target, source = desk.open(body="甲")["number"], desk.open(body="乙")["number"]
    note(desk, source, "丙")
    desk.api.put(f"/api/v1/tickets/{source}/watchers/{colleague.agent_id}", {})
    desk.patch(f"/tickets/{source}", {"status": "waiting", "priority": "P0"})
    before = {number: facts(number) for number in (target, source)}
    merge(desk, target, source)
    assert [one["id"] for one in desk.get(f"/tickets/{target}/watchers")["items"]] == [
        str(colleague.agent_id)
    ]
    shown = desk.post(f"/tickets/{source}/unmerge", {}, status=200)
    assert (shown["merged"], shown["status"]["key"]) == (False, "waiting")
    after = {number: facts(number) for number in (target, source)}
    moving = ("next_due_at", "at_risk")
    for number in (target, source):
        assert {k: v for k, v in after[number].items() if k not in moving} == {
            k: v for k, v in before[number].items() if k not in moving
        }
    assert thread(desk, source) == ["乙", "丙"]
    assert thread(desk, target) == ["甲"]
    assert desk.get(f"/tickets/{target}/watchers")["items"] == []
    assert desk.post(f"/tickets/{source}/unmerge", {}, status=409)["code"] == "not_merged"


def test_a_merge_is_undone_in_the_middle_of_a_chain(desk: Desk) -> None:
    one, two, three = (desk.open(body=text)["number"] for text in ("一", "二", "三"))
    merge(desk, two, one)
    merge(desk, three, two)
    desk.post(f"/tickets/{two}/unmerge", {}, status=200)
    assert (thread(desk, two), thread(desk, three)) == (["一", "二"], ["三"])
    desk.post(f"/tickets/{one}/unmerge", {}, status=200)
    assert (thread(desk, one), thread(desk, two)) == (["一"], ["二"])


def test_rings_and_closed_targets_are_refused(desk: Desk) -> None:
    one, two = (desk.open()["number"] for _ in range(2))
    assert merge(desk, one, one, status=409)["code"] == "merged_into_itself"
    merge(desk, one, two)
    assert merge(desk, two, one, status=409)["code"] == "already_merged"
    three = desk.open()["number"]
    assert merge(desk, three, two, status=409)["code"] == "already_merged"
    desk.patch(f"/tickets/{three}", {"status": "solved"})
    desk.patch(f"/tickets/{three}", {"status": "closed"})
    assert merge(desk, three, one, status=409)["code"] == "target_closed"
    assert merge(desk, one, status=422)["code"] == "invalid"


def test_cve_2026_39384_rights_are_needed_on_both_sides(desk: Desk, stranger: Desk, admin: Desk) -> None:
    ours = desk.open()["number"]
    theirs = stranger.open(team_id=str(next(iter(stranger.actor.team_ids))))["number"]
    missing = merge(desk, ours, "GD209912-99999", status=404)
    hidden = merge(desk, ours, theirs, status=404)
    assert {k: v for k, v in hidden.items() if k != "request_id"} == {
        k: v for k, v in missing.items() if k != "request_id"
    }
    merge(desk, theirs, ours, status=404)
    reader = desk_of(
        an_actor_with(
            grants={"tickets.read": Scope.ALL, "tickets.write": Scope.TEAM}, teams=("service-desk",)
        )
    )
    merge(reader, ours, theirs, status=403)
    merge(reader, theirs, ours, status=403)
    merge(admin, ours, theirs)
    # Where it went is out of his sight: it can be neither followed nor undone.
    shown = stranger.get(f"/tickets/{theirs}")
    assert (shown["merged"], shown["merged_into"]) == (True, None)
    stranger.post(f"/tickets/{theirs}/unmerge", {}, status=404)
    told = [one["event"] for one in stranger.get(f"/tickets/{theirs}/timeline")["items"] if one["event"]]
    [fact] = [one["data"] for one in told if one["name"] == "tickets.ticket.merged"]
    assert (fact["other_id"], fact["other_number"]) == (None, None)
    [line] = stranger.get(f"/tickets/{theirs}/relations")["merges"]
    assert line["ticket"] is None


def test_gb_22239_g_a_label_is_not_lost_by_merging(db: None) -> None:
    a_label("secret")
    cache.clear_all()
    cleared = desk_of(an_actor_with(grants=ALL, labels=["secret"]))
    plain, secret = cleared.open()["number"], cleared.open()["number"]
    cleared.patch(f"/tickets/{secret}", {"label": "secret"})
    assert merge(cleared, plain, secret, status=409)["code"] == "label_would_be_lost"
    merge(cleared, secret, plain)


def test_tickets_of_other_requesters_are_merged_only_knowingly(desk: Desk) -> None:
    ours = desk.open()["number"]
    other = desk.open(requester={"email": "zhao@example.com", "name": "赵先生"}, body="赵先生的话")["number"]
    problem = merge(desk, ours, other, status=409)
    assert (problem["code"], problem["numbers"]) == ("requesters_differ", [other])
    merge(desk, ours, other, across_requesters=True)
    target = tickets.ticket_by_number(ours)
    assert target is not None
    # Staff reads both, the target's requester only his own.
    assert "赵先生的话" in thread(desk, ours)
    seen = [one.body_text for one in tickets.messages(target.id, public_only=True)]
    assert "赵先生的话" not in seen
    source = tickets.ticket_by_number(other)
    assert source is not None
    assert [one.body_text for one in tickets.messages_of_merged(source.id)] == ["赵先生的话"]


def test_the_requester_is_told_in_his_own_thread_when_that_is_wanted(desk: Desk) -> None:
    target = desk.open()["number"]
    source = desk.open(requester={"email": "zhao@example.com", "name": "赵先生"})["number"]
    merge(desk, target, source, across_requesters=True, tell="<p>已并案处理。</p>")
    settle()
    sent = apps.get_model("channels", "Outgoing").objects.get(kind="reply")
    assert (sent.to_address, sent.ticket_id) == ("zhao@example.com", Ticket.objects.get(number=source).id)
    assert source in sent.subject
    assert target not in sent.body_html


def test_a_merged_ticket_is_asked_no_survey_and_waits_for_nobody(desk: Desk) -> None:
    target, source = desk.open()["number"], desk.open()["number"]
    merge(desk, target, source)
    settle()
    assert not apps.get_model("surveys", "Survey").objects.exists()
    assert {one["state"] for one in desk.get(f"/tickets/{source}")["stopwatches"]} == {"done"}
    assert Ticket.objects.get(number=source).next_due_at is None
    desk.post(f"/tickets/{source}/unmerge", {}, status=200)
    states = {one["measure"]: one["state"] for one in desk.get(f"/tickets/{source}")["stopwatches"]}
    assert states["resolution"] == "running"
    assert Ticket.objects.get(number=source).next_due_at is not None


def test_both_sides_record_a_merge_and_one_action_is_one_version(desk: Desk) -> None:
    target, source = desk.open()["number"], desk.open()["number"]
    merge(desk, target, source)
    for number, role in ((target, "target"), (source, "source")):
        ticket = Ticket.objects.get(number=number)
        fact = next(
            one.event for one in history(f"ticket:{ticket.id}") if one.name == "tickets.ticket.merged"
        )
        assert (fact.role, fact.ticket_version, ticket.version) == (role, 2, 2)


@pytest.mark.parametrize("count", [1, 6])
def test_merging_costs_a_constant_number_of_reads(desk: Desk, count: int) -> None:
    target, *sources = (desk.open()["number"] for _ in range(count + 1))
    with CaptureQueriesContext(connection) as caught:
        merge(desk, target, *sources)
    # The rows of the tickets are written one by one; everything else is asked once.
    assert len(caught) <= 40 + count, len(caught)


def test_a_contact_of_a_merged_ticket_is_no_party_to_the_other(desk: Desk) -> None:
    ours = desk.open()["number"]
    other = desk.open(requester={"email": "zhao@example.com", "name": "赵先生"})["number"]
    merge(desk, ours, other, across_requesters=True)
    zhao = people.find_or_make_contact(email="zhao@example.com", name="赵先生", at=now())
    source = tickets.ticket_by_number(other)
    assert source is not None
    said = tickets.add_message(
        actor=SYSTEM("mail"),
        at=now(),
        ticket_id=source.id,
        channel="email",
        body_text="我这边也坏了",
        author_contact_id=zhao.id,
    )
    assert said.origin_id == source.id
    seen = [one.body_text for one in tickets.messages(said.ticket_id, public_only=True)]
    assert "我这边也坏了" not in seen


STEPS = st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 4)), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_however_tickets_are_merged_and_unmerged_each_keeps_its_own(desk: Desk, steps: list[Any]) -> None:
    """What a ticket shows is what belongs to it and to all below it, and undoing all gives back all."""
    with transaction.atomic():
        numbers = [desk.open(body=f"正文{place}")["number"] for place in range(5)]
        before = [facts(number) for number in numbers]
        above: dict[int, int] = {}
        for merging, one, two in steps:
            path = (
                f"/api/v1/tickets/{numbers[two]}/merge"
                if merging
                else f"/api/v1/tickets/{numbers[one]}/unmerge"
            )
            answer = desk.api.post(path, {"sources": [numbers[one]]} if merging else {})
            free = one != two and one not in above and two not in above
            allowed = free if merging else one in above
            assert answer.status_code == (200 if allowed else 409), answer.content
            if allowed and merging:
                above[one] = two
            elif allowed:
                del above[one]
            shown: dict[int, list[str]] = {place: [] for place in range(5)}
            for place in range(5):
                root = place
                while root in above:
                    root = above[root]
                shown[root].append(f"正文{place}")
            assert {place: thread(desk, numbers[place]) for place in range(5)} == shown
        for one in sorted(above):
            desk.post(f"/tickets/{numbers[one]}/unmerge", {}, status=200)
        timed = ("next_due_at", "at_risk")
        for number, was in zip(numbers, before, strict=True):
            now_is = facts(number)
            assert {k: v for k, v in now_is.items() if k not in timed} == {
                k: v for k, v in was.items() if k not in timed
            }
        transaction.set_rollback(True)
