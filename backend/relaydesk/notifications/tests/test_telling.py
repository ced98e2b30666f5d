"""Which fact is told to whom, in whose list, and who is not told."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest

from relaydesk.access.contracts import SYSTEM, Scope
from relaydesk.access.public import deactivate_account
from relaydesk.access.testing import a_label, a_role, an_actor_with, an_agent
from relaydesk.notifications.actions.forget_notices import forget_notices
from relaydesk.notifications.actions.make_notices import Told, make_notices
from relaydesk.notifications.contracts import Kind
from relaydesk.notifications.kinds import MENTIONED, unregister_kind
from relaydesk.notifications.models import Delivery, Notice
from relaydesk.notifications.public import notify, register_kind
from relaydesk.notifications.tests.conftest import (
    Person,
    a_person,
    forget_all,
    give,
    mention_of,
    note,
    opened,
    statements,
)
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.events import ActorRef, Delivered, history
from relaydesk.platform.testing import deliver_events, fire_timers
from relaydesk.sla.testing import due_at_of
from relaydesk.surveys.testing import make_answer
from relaydesk.tickets import public as tickets
from relaydesk.tickets.testing import bin_ticket, label_ticket, make_message, make_ticket

pytestmark = pytest.mark.django_db


class Reading(StrEnum):
    """A permission of another module by its name; no door gives its enum."""

    TICKETS = "tickets.read"


def id_of(number: str) -> int:
    view = tickets.ticket_by_number(number)
    assert view is not None
    return view.id


def test_a_ticket_given_to_me_stands_in_my_list_and_opens_by_its_number(
    me: Person, colleague: Person
) -> None:
    number = opened(team_id=None)
    forget_all(me, colleague)
    give(colleague, number, me)
    (line,) = [one for one in me.lines if not one["read"]]
    assert (line["kind"], line["ticket"]["number"], line["count"]) == ("assigned", number, 1)
    assert line["text"] == "周航 把工单分派给您"
    assert line["text_en"] == "周航 assigned the ticket to you"
    assert me.unread == 1


def test_nobody_is_told_of_what_he_did_himself(me: Person, colleague: Person) -> None:
    number = opened()
    forget_all(me, colleague)
    give(me, number, me)
    note(me, number, mention_of(me))
    me.patch(f"/tickets/{number}", {"status": "waiting"})
    deliver_events()
    assert me.unread == 0


def test_my_team_hears_of_a_ticket_that_nobody_has(me: Person, colleague: Person) -> None:
    opened()
    assert [one["kind"] for one in me.lines] == ["team"]
    assert me.lines[0]["text"].startswith("工单来到处理组")
    assert colleague.unread == 1


def test_the_requesters_answer_is_told_to_the_assignee_and_to_who_watches(
    me: Person, colleague: Person
) -> None:
    third = a_person()
    number = opened()
    give(colleague, number, me)
    colleague.put(f"/tickets/{number}/watchers/me")
    deliver_events()
    forget_all(me, colleague, third)
    make_message(id_of(number), author="contact")
    deliver_events()
    assert [person.lines[0]["kind"] for person in (me, colleague) if person.unread] == ["answered"] * 2
    assert third.unread == 0


def test_a_machines_answer_is_told_to_nobody(me: Person) -> None:
    number = opened()
    give(me, number, me)
    forget_all(me)
    make_message(id_of(number), author="contact", automatic=True)
    deliver_events()
    assert me.unread == 0


def test_who_is_mentioned_hears_of_the_note_once(me: Person, colleague: Person) -> None:
    number = opened()
    give(colleague, number, me)
    forget_all(me)
    note(colleague, number, mention_of(me))
    (line,) = [one for one in me.lines if not one["read"]]
    assert (line["kind"], line["count"]) == ("mentioned", 1)


def test_a_note_and_a_status_on_what_i_watch_are_one_line_with_a_count(me: Person, colleague: Person) -> None:
    number = opened()
    me.put(f"/tickets/{number}/watchers/me")
    forget_all(me, colleague)
    note(colleague, number)
    colleague.patch(f"/tickets/{number}", {"status": "waiting"})
    deliver_events()
    (line,) = [one for one in me.lines if not one["read"]]
    assert (line["kind"], line["count"], line["text"]) == ("status", 2, "周航 把状态改为等待中")
    assert colleague.unread == 0


def test_after_it_was_read_a_new_line_begins(me: Person, colleague: Person) -> None:
    number = opened()
    give(colleague, number, me)
    assert me.post("/notices/read", {"ticket": number})["unread"] == 0
    note(colleague, number)
    assert next((one["count"], one["read"]) for one in me.lines) == (1, False)
    assert len(me.lines) == 2


def test_being_made_to_watch_is_told(me: Person, colleague: Person) -> None:
    number = opened()
    forget_all(me)
    colleague.put(f"/tickets/{number}/watchers/{me.actor.agent_id}")
    deliver_events()
    assert me.lines[0]["kind"] == "watching"


def test_reminders_and_breaches_reach_the_assignee(me: Person, colleague: Person) -> None:
    number = opened(at=datetime(2026, 11, 23, 1, tzinfo=UTC), priority="P1")
    give(me, number, me)
    forget_all(me, colleague)
    due = due_at_of(id_of(number), "first_response")
    fire_timers(due - timedelta(minutes=5))
    deliver_events()
    assert me.lines[0]["text"] == "首次响应时限将到"
    fire_timers(due)
    deliver_events()
    assert (me.lines[0]["text"], me.lines[0]["count"]) == ("首次响应已超时", 2)
    assert colleague.unread == 0


def test_an_answered_survey_is_told_without_its_score(me: Person) -> None:
    ticket = make_ticket()
    deliver_events()
    give(me, ticket.number, me)
    forget_all(me)
    make_answer(ticket_id=ticket.id, requester_id=ticket.requester_id, score=2, at=now())
    deliver_events()
    assert me.lines[0]["text"] == "请求人回答了满意度调查"


def test_who_may_not_see_the_ticket_is_not_told(db: None) -> None:
    """A01: being watched or mentioned gives no right."""
    department = people.make_department(name="财务部")
    people.make_team(key="finance", name="财务组", department_id=department)
    stranger = a_person(teams=("finance",), department_id=department)
    number = opened()
    told = Told(wanted={stranger.actor.agent_id: MENTIONED}, words={})  # type: ignore[dict-item]
    fact = Delivered(1, None, ActorRef("system", None, "x"), "ticket:1", now(), 0, "x")
    assert make_notices(delivered=fact, ticket_id=id_of(number), told=told, at=now()) == frozenset()
    assert not Delivery.objects.filter(agent_id=stranger.actor.agent_id).exists()


def test_a_label_takes_lines_out_of_the_list_and_the_count_at_once(me: Person, colleague: Person) -> None:
    """E: what was told while it was open is not shown once it is closed."""
    number = opened()
    give(colleague, number, me)
    assert me.unread == 1
    label_ticket(number, a_label())
    assert me.unread == 0
    assert me.lines == []


def test_a_ticket_in_the_bin_is_out_of_the_list(me: Person) -> None:
    number = opened()
    assert me.unread == 1
    bin_ticket(number)
    assert me.unread == 0


def test_who_is_switched_off_is_told_nothing(me: Person, colleague: Person) -> None:
    number = opened()
    me.put(f"/tickets/{number}/watchers/me")
    deactivate_account(actor=SYSTEM("test"), account_id=me.actor.account_id, at=now())  # type: ignore[arg-type]
    before = Delivery.objects.filter(agent_id=me.actor.agent_id).count()
    note(colleague, number)
    assert Delivery.objects.filter(agent_id=me.actor.agent_id).count() == before


def test_who_may_not_see_messages_hears_of_no_answer() -> None:
    """Field rights: a notice tells no more than the ticket's own screen."""
    hidden = {"field": "tickets.messages", "ticket_type": "*", "right": "hidden"}
    actor = an_actor_with(roles=[a_role(grants={Reading.TICKETS: Scope.ALL}, field_rights=[hidden])])
    number = opened(assignee_id=actor.agent_id)
    make_message(id_of(number), author="contact")
    deliver_events()
    told = Delivery.objects.filter(agent_id=actor.agent_id, channel="app")
    assert list(told.values_list("kind", flat=True)) == ["assigned"]


def test_subjects_are_masked_as_the_reader_sees_them(me: Person) -> None:
    opened(subject="证件号 11010519491231002X")
    assert "11010519491231002X" not in me.lines[0]["ticket"]["subject"]
    assert "证件号" in me.lines[0]["ticket"]["subject"]


def test_the_same_fact_twice_tells_nobody_anew(me: Person, colleague: Person) -> None:
    number = opened()
    give(colleague, number, me)
    fact = next(one for one in history(f"ticket:{id_of(number)}") if one.name == "tickets.ticket.assigned")
    told = Told(wanted={me.actor.agent_id: MENTIONED}, words={})  # type: ignore[dict-item]
    before = me.lines
    assert make_notices(delivered=fact, ticket_id=id_of(number), told=told, at=now()) == frozenset()
    assert me.lines == before


def test_lines_are_read_one_by_one_by_ticket_and_all_at_once(me: Person, colleague: Person) -> None:
    numbers = [opened() for _ in range(3)]
    assert me.unread == 3
    newest = me.lines[0]
    assert me.post("/notices/read", {"ids": [newest["id"]]})["unread"] == 2
    assert me.post("/notices/read", {"ticket": numbers[0]})["unread"] == 1
    assert me.post("/notices/read", {"all_until": "2100-01-01T00:00:00Z"})["unread"] == 0
    assert colleague.unread == 3


@pytest.mark.parametrize("body", [{}, {"ids": [], "ticket": "x"}, {"all_until": "2026-01-01T00:00:00"}])
def test_what_is_read_is_said_in_one_way(me: Person, body: dict[str, Any]) -> None:
    me.post("/notices/read", body, status=422)


def test_others_lines_are_not_mine_to_read(me: Person, colleague: Person) -> None:
    """A: an id of somebody else's line does nothing."""
    opened()
    me.post("/notices/read", {"ids": [colleague.lines[0]["id"]]})
    assert colleague.unread == 1


def test_the_list_is_paged_by_keys(me: Person) -> None:
    numbers = [opened() for _ in range(5)]
    first = me.get("/notices?limit=2")
    second = me.get(f"/notices?limit=2&cursor={first['next_cursor']}")
    third = me.get(f"/notices?limit=2&cursor={second['next_cursor']}")
    found = [one["ticket"]["number"] for page in (first, second, third) for one in page["items"]]
    assert found == numbers[::-1]
    assert third["next_cursor"] is None


def test_list_and_count_cost_the_same_however_long_the_list(me: Person) -> None:
    for number in range(7):
        opened()
        if number in (0, 6):
            with statements() as seen:
                me.get("/notices")
                me.get("/notices/unread")
            assert len(seen) == 3  # the lines, their tickets, the count


def test_telling_twenty_costs_no_more_statements_than_telling_one(me: Person) -> None:
    def cost() -> int:
        make_ticket()
        with statements() as seen:
            deliver_events()
        return sum("notifications_" in sql for sql in seen)

    few = cost()
    for _ in range(19):
        an_agent()
    assert cost() == few


def test_old_notices_are_forgotten_after_ninety_days(me: Person) -> None:
    opened()
    assert not forget_notices(now() + timedelta(days=89))
    assert forget_notices(now() + timedelta(days=91))
    assert not Notice.objects.exists()
    assert not Delivery.objects.exists()


def test_a_later_module_adds_a_kind_of_its_own(me: Person) -> None:
    kind = register_kind(Kind("flow_step", "待审批", "A step waits for me", "{by} 请您审批", "{by} asks you"))
    try:
        number = opened()
        fact = Delivered(7, None, ActorRef("system", None, "flow"), "x", now(), 0, "flow.step.opened")
        notify(
            delivered=fact,
            ticket_id=id_of(number),
            wanted={me.actor.agent_id: kind},
            at=now(),  # type: ignore[dict-item]
        )
        assert me.lines[0]["text"] == "系统 请您审批"
        assert "flow_step" in [one["key"] for one in me.get("/notices/settings")["kinds"]]
    finally:
        unregister_kind("flow_step")
