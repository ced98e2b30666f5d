"""Many tickets put to sleep, merged into one, or answered alike, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import ApiClient, an_actor_with, client_of
from relaydesk.bulk.tests.conftest import a_team, ask, narrow_to, results
from relaydesk.platform.clock import now
from relaydesk.platform.testing import run_jobs
from relaydesk.tickets import public as tickets
from relaydesk.tickets.testing import make_requester, make_ticket

pytestmark = pytest.mark.django_db
BULK = "/api/v1/bulk-changes"


def of_one(count: int = 3) -> list[Any]:
    """Tickets of one requester."""
    requester = make_requester()
    return [make_ticket(subject=f"打印机 {n}", requester_id=requester) for n in range(count)]


def state(number: str, desk: ApiClient) -> Any:
    return desk.get(f"/api/v1/tickets/{number}").json()


def undo(desk: ApiClient, change: dict[str, Any]) -> dict[str, Any]:
    answer = desk.post(f"{BULK}/{change['id']}/undo", {})
    assert answer.status_code == 202, answer.content
    run_jobs("bulk")
    found: dict[str, Any] = desk.get(f"{BULK}/{change['id']}").json()
    return found


def said(ticket_id: int) -> list[str]:
    return [one.body_text for one in tickets.messages(ticket_id, public_only=True)]


def test_the_chosen_tickets_go_on_in_the_one_that_stays(desk: ApiClient) -> None:
    stays, *others = of_one()
    numbers = [one.number for one in (stays, *others)]
    change = ask(desk, {"merge": {"into": stays.number}}, numbers=numbers)
    assert (change["total"], change["changed"], change["refused"]) == (2, 2, 0)
    for one in others:
        after = tickets.ticket(one.id)
        assert after is not None
        assert after.merged_into_id == stays.id


def test_a_ticket_of_another_requester_is_refused_with_the_reason_unless_one_says_so(
    desk: ApiClient,
) -> None:
    stays, same = of_one(2)
    other = make_ticket(subject="别人的")
    numbers = [one.number for one in (stays, same, other)]
    change = ask(desk, {"merge": {"into": stays.number}}, numbers=numbers)
    assert results(desk, change) == {
        same.number: ("changed", ""),
        other.number: ("refused", "requesters_differ"),
    }
    reasons = desk.get(f"{BULK}/{change['id']}/results", {"state": "refused"}).json()["items"]
    assert reasons[0]["reason"]["zh"] == "请求人与保留的工单不同"
    across = {"merge": {"into": stays.number, "across_requesters": True}}
    assert ask(desk, across, numbers=[other.number])["changed"] == 1


def test_a_merge_of_many_is_taken_back_but_not_where_somebody_was_since(desk: ApiClient) -> None:
    stays, first, second = of_one()
    change = ask(desk, {"merge": {"into": stays.number}}, numbers=[first.number, second.number])
    assert desk.post(f"/api/v1/tickets/{second.number}/unmerge", {}).status_code == 200
    ended = undo(desk, change)
    assert (ended["undone"], ended["kept"]) == (1, 1)
    for one in (first, second):
        after = tickets.ticket(one.id)
        assert after is not None
        assert after.merged_into_id is None
    assert results(desk, change)[second.number] == ("kept", "changed_since")


def test_a_closed_ticket_takes_none_and_that_is_said_at_once(desk: ApiClient) -> None:
    stays, other = of_one(2)
    for status in ("open", "solved", "closed"):
        desk.patch(f"/api/v1/tickets/{stays.number}", {"status": status})
    body = {"numbers": [other.number], "change": {"merge": {"into": stays.number}}}
    answer = desk.post(BULK, body)
    assert (answer.status_code, answer.json()["code"]) == (409, "target_closed")


def test_one_merges_only_into_what_one_may_change_and_out_of_what_one_may_change(desk: ApiClient) -> None:
    requester = make_requester()
    mine, theirs = a_team("mine"), a_team("theirs")
    here = make_ticket(team_id=mine, requester_id=requester)
    there = make_ticket(team_id=theirs, requester_id=requester)
    narrow = narrow_to("mine", read=Scope.ALL)
    into = narrow.post(BULK, {"numbers": [here.number], "change": {"merge": {"into": there.number}}})
    assert into.status_code == 403
    change = ask(narrow, {"merge": {"into": here.number}}, numbers=[there.number])
    assert results(narrow, change) == {there.number: ("refused", "forbidden")}
    blind = narrow_to("mine")
    unseen = blind.post(BULK, {"numbers": [here.number], "change": {"merge": {"into": there.number}}})
    assert unseen.status_code == 404


def test_at_most_two_hundred_are_merged_and_merging_stands_alone(desk: ApiClient) -> None:
    stays, other = of_one(2)
    both = {"numbers": [other.number], "change": {"merge": {"into": stays.number}, "priority": "P0"}}
    assert desk.post(BULK, both).status_code == 422
    many = [make_ticket().number for _ in range(201)]
    answer = desk.post(BULK, {"numbers": many, "change": {"merge": {"into": stays.number}}})
    assert (answer.status_code, answer.json()["limit"]) == (409, 200)


def test_every_requester_is_answered_with_his_own_name_and_the_status_goes_along(desk: ApiClient) -> None:
    first = make_ticket(requester_id=make_requester(name="王女士"))
    second = make_ticket(requester_id=make_requester(name="李先生"))
    words = "<p>{{ requester.name }}您好，{{ ticket.number }} 已处理。</p>"
    change = ask(
        desk,
        {"reply": {"body_html": words}, "status": "waiting"},
        numbers=[first.number, second.number],
    )
    assert (change["changed"], change["refused"], change["undo_until"]) == (2, 0, None)
    assert said(first.id)[-1] == f"王女士您好，{first.number} 已处理。"
    assert said(second.id)[-1] == f"李先生您好，{second.number} 已处理。"
    assert state(first.number, desk)["status"]["key"] == "waiting"
    refused = desk.post(f"{BULK}/{change['id']}/undo", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_undoable")


def test_a_saved_reply_answers_many_and_the_closed_one_says_why_not(desk: ApiClient) -> None:
    saved = desk.post(
        "/api/v1/saved-replies", {"title": "已恢复", "bodies": {"zh": "<p>服务已恢复。</p>"}}
    ).json()
    opened, closed = of_one(2)
    for status in ("open", "solved", "closed"):
        desk.patch(f"/api/v1/tickets/{closed.number}", {"status": status})
    change = ask(desk, {"reply": {"saved_reply_id": saved["id"]}}, numbers=[opened.number, closed.number])
    assert results(desk, change) == {
        opened.number: ("changed", ""),
        closed.number: ("refused", "ticket_closed"),
    }
    assert said(opened.id)[-1] == "服务已恢复。"


def test_a_draft_of_ones_own_outlives_the_answer_to_many(desk: ApiClient) -> None:
    (one,) = of_one(1)
    kept = desk.put(f"/api/v1/tickets/{one.number}/draft", {"kind": "reply", "body_html": "<p>半句</p>"})
    assert kept.status_code == 200, kept.content
    ask(desk, {"reply": {"body_html": "<p>群发。</p>"}}, numbers=[one.number])
    drafts = desk.get(f"/api/v1/tickets/{one.number}/draft").json()["items"]
    assert [draft["body_html"] for draft in drafts] == ["<p>半句</p>"]


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        ({"body_html": "<p> </p>"}, 422),
        ({"body_html": "<p>{{ ticket.secret }}</p>"}, 422),
        ({"saved_reply_id": "018f6d3e-0000-7000-8000-000000000000"}, 404),
        ({}, 422),
    ],
)
def test_words_that_nobody_could_be_told_are_refused_at_once(
    desk: ApiClient, reply: dict[str, Any], status: int
) -> None:
    (one,) = of_one(1)
    answer = desk.post(BULK, {"numbers": [one.number], "change": {"reply": reply}})
    assert answer.status_code == status, answer.content


def test_many_sleep_at_once_wake_by_the_clock_and_are_woken_by_undo(desk: ApiClient) -> None:
    made = of_one()
    numbers = [one.number for one in made]
    until = (now() + timedelta(days=1)).isoformat()
    change = ask(desk, {"snooze": {"until": until}}, numbers=numbers)
    assert change["changed"] == 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM platform_timer WHERE kind = 'tickets.wake'")
        assert cursor.fetchone() == (3,)
    assert all(state(number, desk)["snoozed_until"] for number in numbers)
    undo(desk, change)
    assert not any(state(number, desk)["snoozed_at"] for number in numbers)
    asleep = ask(desk, {"snooze": {"until": None}}, numbers=numbers)
    assert asleep["changed"] == 3
    assert ask(desk, {"wake": True}, numbers=numbers)["changed"] == 3
    past = {"numbers": numbers, "change": {"snooze": {"until": "2020-01-01T00:00:00Z"}}}
    assert desk.post(BULK, past).status_code == 422


def test_who_may_only_read_answers_and_merges_nothing() -> None:
    (one,) = of_one(1)
    reader = client_of(an_actor_with(grants={"tickets.read": Scope.ALL, "tickets.delete": Scope.ALL}))
    for change in ({"reply": {"body_html": "<p>x</p>"}}, {"snooze": {"until": None}}):
        answer = reader.post(BULK, {"numbers": [one.number], "change": change})
        assert answer.status_code == 403, answer.content
