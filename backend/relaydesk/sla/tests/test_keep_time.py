"""Stopwatches as tickets live: kept in the transaction of each change, told by timers, explained by the
API.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from relaydesk.access.testing import an_administrator, an_agent, client_of
from relaydesk.calendars import public as calendars
from relaydesk.platform.events import history
from relaydesk.platform.models import Timer
from relaydesk.platform.testing import deliver_events, fire_timers, frozen_clock, run_jobs
from relaydesk.sla.actions.rederive import rederive
from relaydesk.sla.models import Policy, Stopwatch
from relaydesk.sla.queries.stopwatch_rows import read
from relaydesk.sla.queries.ticket_history import facts_of_ticket
from relaydesk.sla.rules.stopwatch import derive
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import NewTicket
from relaydesk.tickets.events import subject_of
from relaydesk.tickets.testing import TESTER, make_message, make_requester, make_ticket

pytestmark = pytest.mark.django_db


def local(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


def watch(ticket_id: int, measure: str) -> Stopwatch:
    return Stopwatch.objects.get(ticket_id=ticket_id, measure=measure)


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements that concern stopwatches, their timers and their configuration."""
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if re.search("sla_|platform_timer|calendars_", sql):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def due(ticket_id: int) -> tuple[datetime | None, bool]:
    ticket = tickets.ticket(ticket_id)
    assert ticket is not None
    return ticket.next_due_at, ticket.at_risk


def timers_of(ticket_id: int) -> dict[tuple[str, str], datetime]:
    rows = Timer.objects.filter(subject__startswith=f"ticket:{ticket_id}:")
    return {(row.kind, row.subject.rsplit(":", 1)[1]): row.due_at for row in rows}


def names_of(ticket_id: int) -> list[str]:
    return [one.name for one in history(subject_of(ticket_id)) if one.name.startswith("sla.")]


def test_opening_a_ticket_starts_both_stopwatches_in_working_time() -> None:
    ticket = make_ticket(at=local("06 17:00"), priority="P1")
    assert watch(ticket.id, "first_response").due_at == local("06 18:00")
    assert watch(ticket.id, "resolution").due_at == local("09 17:00")
    assert due(ticket.id) == (local("06 18:00"), False)
    assert timers_of(ticket.id) == {
        ("sla.reminder", "first_response"): local("06 17:48"),
        ("sla.breach", "first_response"): local("06 18:00"),
        ("sla.reminder", "resolution"): local("09 15:24"),
        ("sla.breach", "resolution"): local("09 17:00"),
    }


def test_opening_costs_two_statements_and_reads_no_history() -> None:
    make_ticket()
    with statements() as ours:
        make_ticket()
    assert [sql.split()[2] for sql in ours] == ["sla_stopwatch", "platform_timer"]


def test_five_hundred_tickets_cost_two_statements_as_well() -> None:
    requester = make_requester()
    make_ticket()
    batch = [
        NewTicket(subject=f"批量 {number}", requester_id=requester, channel="api", body_text="text")
        for number in range(500)
    ]
    with statements() as ours:
        tickets.open_tickets(actor=TESTER, at=local("02 09:00"), batch=batch)
    assert len(ours) == 2
    assert Stopwatch.objects.count() == 2 + 1000


def test_a_note_and_an_automatic_message_stop_nothing_and_cost_nothing() -> None:
    agent = an_agent()
    ticket = make_ticket(at=local("02 09:00"))
    with statements() as ours:
        make_message(ticket.id, actor=agent, author="agent", visibility="note", at=local("02 09:10"))
        make_message(ticket.id, author="system", automatic=True, at=local("02 09:11"))
    assert ours == []
    assert watch(ticket.id, "first_response").state == "running"


def test_a_first_reply_costs_three_statements() -> None:
    agent = an_agent()
    ticket = make_ticket(at=local("02 09:00"))
    with statements() as ours:
        make_message(ticket.id, actor=agent, author="agent", at=local("02 09:10"))
    assert [sql.split()[0] for sql in ours] == ["SELECT", "INSERT", "DELETE"]


def test_a_public_reply_ends_the_first_response_and_cancels_its_timers() -> None:
    agent = an_agent()
    ticket = make_ticket(at=local("02 09:00"))
    make_message(ticket.id, actor=agent, author="agent", at=local("02 10:00"))
    row = watch(ticket.id, "first_response")
    assert (row.state, row.completed_at) == ("done", local("02 10:00"))
    assert {measure for _, measure in timers_of(ticket.id)} == {"resolution"}
    assert due(ticket.id)[0] == watch(ticket.id, "resolution").due_at


def test_waiting_pauses_and_the_requesters_answer_resumes() -> None:
    ticket = make_ticket(at=local("02 09:00"), priority="P0")
    tickets.set_status(actor=TESTER, at=local("02 09:10"), ticket_id=ticket.id, status_key="waiting")
    assert timers_of(ticket.id) == {}
    assert due(ticket.id) == (None, False)
    make_message(ticket.id, author="contact", at=local("03 09:00"))
    assert watch(ticket.id, "first_response").due_at == local("03 09:05")
    assert timers_of(ticket.id)[("sla.breach", "first_response")] == local("03 09:05")


def test_solving_ends_the_resolution_and_reopening_goes_on() -> None:
    ticket = make_ticket(at=local("02 09:00"), priority="P0")
    tickets.set_status(actor=TESTER, at=local("02 10:00"), ticket_id=ticket.id, status_key="solved")
    assert watch(ticket.id, "resolution").state == "done"
    assert due(ticket.id) == (None, False)
    make_message(ticket.id, author="contact", at=local("04 09:00"))
    assert watch(ticket.id, "resolution").due_at == local("04 12:00")


def test_a_reminder_and_then_a_breach_are_told_once_each() -> None:
    agent = an_agent()
    ticket = make_ticket(at=local("02 09:00"), priority="P0")
    assert fire_timers(local("02 09:12")) == 1
    assert names_of(ticket.id) == ["sla.reminder.due"]
    assert due(ticket.id) == (local("02 09:15"), True)
    fire_timers(local("02 09:30"))
    assert names_of(ticket.id) == ["sla.reminder.due", "sla.stopwatch.breached"]
    assert watch(ticket.id, "first_response").breached_at == local("02 09:15")
    told = history(subject_of(ticket.id), names=["sla.stopwatch.breached"])[0].event
    assert (told.number, told.measure, told.due_at) == (ticket.number, "first_response", local("02 09:15"))
    make_message(ticket.id, actor=agent, author="agent", at=local("02 10:00"))
    tickets.set_status(actor=TESTER, at=local("02 10:01"), ticket_id=ticket.id, status_key="hold")
    tickets.set_status(actor=TESTER, at=local("02 11:00"), ticket_id=ticket.id, status_key="open")
    fire_timers(local("02 11:01"))
    assert names_of(ticket.id).count("sla.stopwatch.breached") == 1
    assert watch(ticket.id, "first_response").breached_at == local("02 09:15")


def test_a_timer_that_comes_too_late_tells_nothing() -> None:
    agent = an_agent()
    ticket = make_ticket(at=local("02 09:00"), priority="P0")
    make_message(ticket.id, actor=agent, author="agent", at=local("02 09:05"))
    with transaction.atomic():
        from relaydesk.platform.timers import set_timer

        set_timer(kind="sla.breach", subject=f"ticket:{ticket.id}:first_response", due_at=local("02 09:15"))
    fire_timers(local("02 09:20"))
    assert names_of(ticket.id) == []


def test_an_answer_after_an_untold_breach_still_records_the_breach() -> None:
    agent = an_agent()
    ticket = make_ticket(at=local("02 09:00"), priority="P0")
    make_message(ticket.id, actor=agent, author="agent", at=local("02 09:40"))
    fire_timers(local("02 09:41"))
    assert "sla.stopwatch.breached" in names_of(ticket.id)
    assert watch(ticket.id, "first_response").breached_at == local("02 09:15")


def test_a_higher_priority_counts_the_time_already_spent() -> None:
    agent = an_administrator()
    ticket = make_ticket(at=local("02 09:00"), priority="P2")
    with frozen_clock(local("02 10:00")):
        answer = client_of(agent).patch(
            f"/api/v1/tickets/{ticket.number}",
            {"priority": "P0"},
            headers={"If-Match": f'"{ticket.version}"'},
        )
    assert answer.status_code == 200, answer.content
    row = watch(ticket.id, "first_response")
    assert (row.target_minutes, row.due_at, row.breached_at) == (15, local("02 09:15"), local("02 09:15"))
    assert due(ticket.id) == (local("02 09:15"), True)
    fire_timers(local("02 10:01"))
    assert names_of(ticket.id) == ["sla.stopwatch.breached"]


def test_the_api_shows_stopwatches_with_the_time_left() -> None:
    client = client_of(an_administrator())
    ticket = make_ticket(at=local("02 09:00"), priority="P1")
    with frozen_clock(local("02 09:20")):
        shown = client.get(f"/api/v1/tickets/{ticket.number}").json()["stopwatches"]
    assert [(one["measure"], one["state"], one["remaining_minutes"]) for one in shown] == [
        ("first_response", "running", 40),
        ("resolution", "running", 460),
    ]
    assert shown[0]["due_at"] == "2026-03-02T02:00:00Z"
    with frozen_clock(local("02 10:01")):
        late = client.get(f"/api/v1/tickets/{ticket.number}").json()["stopwatches"][0]
    assert (late["state"], late["remaining_minutes"], late["breached_at"]) == (
        "breached",
        -1,
        "2026-03-02T02:00:00Z",
    )


def test_the_explanation_names_each_segment_with_its_cause() -> None:
    client = client_of(an_administrator())
    ticket = make_ticket(at=local("02 09:00"), priority="P1")
    tickets.set_status(actor=TESTER, at=local("02 10:00"), ticket_id=ticket.id, status_key="waiting")
    with frozen_clock(local("02 14:00")):
        answer = client.get(f"/api/v1/tickets/{ticket.number}/sla")
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert (body["policy"]["name"], body["calendar"]["timezone"]) == ("标准时效", "Asia/Shanghai")
    assert body["stopwatches"][1]["segments"] == [
        {
            "from": "2026-03-02T01:00:00Z",
            "to": "2026-03-02T02:00:00Z",
            "state": "running",
            "cause": "tickets.ticket.opened",
            "working_minutes": 60,
        },
        {
            "from": "2026-03-02T02:00:00Z",
            "to": None,
            "state": "paused",
            "cause": "tickets.status.changed",
            "working_minutes": 180,
        },
    ]


def test_an_invisible_ticket_is_not_explained() -> None:
    stranger = an_agent(teams=("elsewhere",))
    ticket = make_ticket()
    assert client_of(stranger).get(f"/api/v1/tickets/{ticket.number}/sla").status_code == 404
    assert client_of(stranger).get("/api/v1/tickets/GD209901-00001/sla").status_code == 404


def test_what_is_kept_equals_what_the_history_says() -> None:
    agent = an_agent()
    ticket = make_ticket(at=local("02 09:00"))
    make_message(ticket.id, actor=agent, author="agent", at=local("02 10:00"))
    tickets.set_status(actor=TESTER, at=local("02 11:00"), ticket_id=ticket.id, status_key="waiting")
    make_message(ticket.id, author="contact", at=local("02 14:00"))
    tickets.set_status(actor=TESTER, at=local("03 10:00"), ticket_id=ticket.id, status_key="solved")
    make_message(ticket.id, author="contact", at=local("03 11:00"))
    facts = facts_of_ticket(ticket.id)
    pauses = frozenset({"waiting", "hold"})
    for kept in read([ticket.id])[ticket.id]:
        assert kept.track == derive(kept.measure, facts, pauses)


def test_the_message_by_which_an_agent_opens_a_ticket_is_no_answer() -> None:
    agent = an_agent()
    ticket = make_ticket(actor=agent, author="agent", at=local("02 09:00"))
    assert watch(ticket.id, "first_response").state == "running"
    assert [fact.kind for fact in facts_of_ticket(ticket.id)] == ["opened"]


def test_a_changed_policy_recomputes_from_history_and_keeps_what_was_spent() -> None:
    client = client_of(an_administrator())
    ticket = make_ticket(at=local("02 09:00"), priority="P1")
    tickets.set_status(actor=TESTER, at=local("02 09:30"), ticket_id=ticket.id, status_key="hold")
    tickets.set_status(actor=TESTER, at=local("02 10:30"), ticket_id=ticket.id, status_key="open")
    policy = Policy.objects.get()
    with frozen_clock(local("02 10:40")):
        targets = {"first_response": {"P1": 50}, "resolution": {"P1": 100}, "next_response": {"P1": 30}}
        answer = client.patch(
            f"/api/v1/sla/policies/{policy.id}", {"targets": targets, "pauses": ["waiting"]}
        )
        assert answer.status_code == 200, answer.content
        deliver_events()
        run_jobs()
    row = watch(ticket.id, "first_response")
    assert (row.target_minutes, row.due_at, row.breached_at) == (50, local("02 09:50"), local("02 09:50"))
    assert watch(ticket.id, "resolution").due_at == local("02 10:40")
    fire_timers(local("02 10:41"))
    assert names_of(ticket.id).count("sla.stopwatch.breached") == 2


def test_a_new_public_holiday_moves_what_is_due() -> None:
    client = client_of(an_administrator())
    ticket = make_ticket(at=local("06 17:00"), priority="P1")
    calendar = calendars.default_calendar()
    with frozen_clock(local("06 17:10")):
        answer = client.put(f"/api/v1/calendars/{calendar.id}/days/2026-03-09", {"name": "公司日"})
        assert answer.status_code == 200, answer.content
        from relaydesk.platform import cache

        cache.clear_all()
        deliver_events()
        run_jobs()
    assert watch(ticket.id, "resolution").due_at == local("10 17:00")


def test_rederiving_twice_changes_nothing() -> None:
    ticket = make_ticket(at=local("02 09:00"), priority="P0")
    fire_timers(local("02 09:20"))
    before = list(Stopwatch.objects.order_by("measure").values())
    rederive(ticket_id=ticket.id, at=local("02 09:21"))
    rederive(ticket_id=ticket.id, at=local("02 09:22"))
    assert list(Stopwatch.objects.order_by("measure").values()) == before
    assert fire_timers(local("02 09:23")) == 0


@pytest.mark.parametrize(
    ("targets", "field"),
    [
        ({"sleep": {"P0": 1}}, "targets.sleep"),
        ({"resolution": {"P9": 1}}, "targets.resolution.P9"),
    ],
)
def test_targets_that_mean_nothing_are_refused(targets: dict[str, object], field: str) -> None:
    client = client_of(an_administrator())
    answer = client.patch(f"/api/v1/sla/policies/{Policy.objects.get().id}", {"targets": targets})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


def test_an_agent_reads_policies_and_does_not_change_them() -> None:
    client = client_of(an_agent())
    shown = client.get("/api/v1/sla/policies").json()["items"][0]
    assert shown["targets"]["resolution"] == {"P0": 240, "P1": 480, "P2": 1440, "P3": 2400}
    assert client.patch(f"/api/v1/sla/policies/{shown['id']}", {"name": "x"}).status_code == 403


def test_the_seeded_targets_are_working_days_of_the_calendar() -> None:
    assert calendars.default_calendar().clock.days(3) == timedelta(minutes=1440)
