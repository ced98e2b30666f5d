"""Answers, notes, and what requesters write."""

from datetime import UTC, datetime

import pytest

from relaydesk.access.contracts import SYSTEM, contact_actor
from relaydesk.platform.errors import Forbidden, NotFound
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import AuthorKind, Visibility
from relaydesk.tickets.models import Message, Ticket, TicketLink
from relaydesk.tickets.testing import make_message, make_requester, make_ticket

from .conftest import Desk

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_reply_moves_a_new_ticket_to_open_and_is_the_first_response(desk: Desk) -> None:
    number = desk.open()["number"]
    message = desk.post(f"/tickets/{number}/messages", {"visibility": "public", "body": "已安排师傅。"})
    assert message["author"] == {"kind": "agent", "id": str(desk.actor.agent_id), "name": desk.actor.name}
    ticket = desk.get(f"/tickets/{number}")
    assert ticket["status"]["key"] == "open"
    assert ticket["version"] == 2
    assert Ticket.objects.get(number=number).first_response_at is not None


def test_a_note_moves_nothing_and_is_no_response(desk: Desk) -> None:
    number = desk.open()["number"]
    desk.post(f"/tickets/{number}/messages", {"visibility": "note", "body": "客户很急"})
    row = Ticket.objects.get(number=number)
    assert row.status_category == "new"
    assert row.first_response_at is None
    assert row.accepted_at is not None


def test_a_reply_can_set_the_status_in_the_same_step(desk: Desk) -> None:
    number = desk.open()["number"]
    body = {"visibility": "public", "body": "请重启后再试。", "set_status": "waiting"}
    desk.post(f"/tickets/{number}/messages", body)
    ticket = desk.get(f"/tickets/{number}")
    assert ticket["status"]["key"] == "waiting"
    assert ticket["version"] == 2


def test_a_reply_with_an_illegal_status_is_not_sent(desk: Desk) -> None:
    number = desk.open()["number"]
    body = {"visibility": "public", "body": "x", "set_status": "closed"}
    assert desk.post(f"/tickets/{number}/messages", body, status=409)["code"] == "illegal_transition"
    assert Message.objects.count() == 1


def test_nothing_said_is_refused(desk: Desk) -> None:
    number = desk.open()["number"]
    body = {"visibility": "public", "body_html": "<p> <br></p>"}
    problem = desk.post(f"/tickets/{number}/messages", body, status=422)
    assert problem["errors"][0]["code"] == "required"


def test_a_closed_ticket_takes_notes_but_no_replies(desk: Desk) -> None:
    number = desk.open()["number"]
    for status in ("solved", "closed"):
        desk.patch(f"/tickets/{number}", {"status": status})
    path = f"/tickets/{number}/messages"
    assert desk.post(path, {"visibility": "public", "body": "x"}, status=409)["code"] == "ticket_closed"
    desk.post(path, {"visibility": "note", "body": "x"})


@pytest.mark.parametrize("status", ["waiting", "solved"])
def test_the_requester_s_words_open_waiting_and_solved_again(db: None, status: str) -> None:
    ticket = make_ticket()
    tickets.set_status(actor=SYSTEM("t"), at=NOW, ticket_id=ticket.id, status_key=status)
    message = make_message(ticket.id, author="contact")
    after = tickets.ticket(ticket.id)
    assert message.ticket_id == ticket.id
    assert after is not None
    assert after.status_key == "open"
    assert after.solved_at is None


def test_the_reopening_is_the_requester_s_own_deed(db: None) -> None:
    from relaydesk.platform.events import history

    ticket = make_ticket()
    tickets.set_status(actor=SYSTEM("t"), at=NOW, ticket_id=ticket.id, status_key="waiting")
    actor = contact_actor(ticket.requester_id, "王女士")
    tickets.add_message(actor=actor, at=NOW, ticket_id=ticket.id, channel="portal", body_text="好了吗")
    last = history(f"ticket:{ticket.id}")[-1]
    assert last.name == "tickets.status.changed"
    assert (last.actor.kind, last.actor.id) == ("contact", str(ticket.requester_id))


@pytest.mark.parametrize("status", ["new", "open", "hold"])
def test_the_requester_s_words_leave_other_statuses(db: None, status: str) -> None:
    ticket = make_ticket()
    if status != "new":
        tickets.set_status(actor=SYSTEM("t"), at=NOW, ticket_id=ticket.id, status_key=status)
    make_message(ticket.id, author="contact")
    assert tickets.tickets([ticket.id])[ticket.id].status_key == status


def test_an_automatic_answer_of_the_requester_s_mailbox_opens_nothing(db: None) -> None:
    ticket = make_ticket()
    tickets.set_status(actor=SYSTEM("t"), at=NOW, ticket_id=ticket.id, status_key="solved")
    make_message(ticket.id, author="contact", automatic=True)
    assert tickets.tickets([ticket.id])[ticket.id].status_key == "solved"


def close(ticket_id: int) -> None:
    for status in ("solved", "closed"):
        tickets.set_status(actor=SYSTEM("t"), at=NOW, ticket_id=ticket_id, status_key=status)


def test_words_on_a_closed_ticket_open_a_linked_follow_up(db: None) -> None:
    ticket = make_ticket(priority="P1")
    close(ticket.id)
    message = make_message(ticket.id, author="contact", body_text="又坏了")
    assert message.ticket_id != ticket.id
    later = tickets.ticket(message.ticket_id)
    assert later is not None
    assert (later.requester_id, later.status_key, later.priority) == (ticket.requester_id, "new", "P1")
    link = TicketLink.objects.get()
    assert (link.source_id, link.target_id, link.kind) == (ticket.id, later.id, "follow_up")
    assert tickets.tickets([ticket.id])[ticket.id].status_key == "closed"


def test_further_words_go_to_the_follow_up_that_goes_on(db: None) -> None:
    ticket = make_ticket()
    close(ticket.id)
    first = make_message(ticket.id, author="contact")
    second = make_message(ticket.id, author="contact")
    assert second.ticket_id == first.ticket_id
    close(first.ticket_id)
    third = make_message(ticket.id, author="contact")
    assert third.ticket_id not in (ticket.id, first.ticket_id)
    fourth = make_message(ticket.id, author="contact")
    assert fourth.ticket_id in (third.ticket_id, first.ticket_id)
    assert Ticket.objects.count() == 3


def test_the_same_external_id_is_stored_once_even_when_it_made_a_follow_up(db: None) -> None:
    ticket = make_ticket()
    close(ticket.id)
    first = make_message(ticket.id, author="contact", external_id="mail:<9@x>")
    again = make_message(ticket.id, author="contact", external_id="mail:<9@x>", body_text="other")
    assert again == first
    assert Ticket.objects.count() == 2


def test_a_requester_reaches_only_his_own_ticket(db: None) -> None:
    ticket = make_ticket()
    other = contact_actor(make_requester(), "别人")
    with pytest.raises(NotFound):
        tickets.add_message(actor=other, at=NOW, ticket_id=ticket.id, channel="portal", body_text="x")


def test_a_requester_writes_no_notes_and_sets_no_status(db: None) -> None:
    ticket = make_ticket()
    own = contact_actor(ticket.requester_id, "王")
    with pytest.raises(Forbidden):
        tickets.add_message(
            actor=own,
            at=NOW,
            ticket_id=ticket.id,
            channel="portal",
            body_text="x",
            visibility=Visibility.NOTE,
        )
    with pytest.raises(Forbidden):
        tickets.add_message(
            actor=own, at=NOW, ticket_id=ticket.id, channel="portal", body_text="x", set_status="solved"
        )


def test_only_the_system_may_speak_in_a_contact_s_name(desk: Desk) -> None:
    ticket = make_ticket()
    message = tickets.add_message(
        actor=desk.actor,
        at=NOW,
        ticket_id=ticket.id,
        channel="desk",
        body_text="x",
        author_contact_id=ticket.requester_id,
    )
    assert message.author_kind == AuthorKind.AGENT


def test_public_only_leaves_notes_out(db: None) -> None:
    ticket = make_ticket()
    make_message(ticket.id, visibility="note", body_text="内部")
    make_message(ticket.id, body_text="公开")
    assert [m.body_text for m in tickets.messages(ticket.id, public_only=True)][1:] == ["公开"]
    assert len(tickets.messages(ticket.id, public_only=False)) == 3


def test_a_reply_takes_few_statements(desk: Desk) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    number = desk.open()["number"]
    desk.get(f"/tickets/{number}")
    with CaptureQueriesContext(connection) as queries:
        desk.post(f"/tickets/{number}/messages", {"visibility": "public", "body": "好的"})
    assert len(queries) <= 11, "\n".join(str(one["sql"])[:200] for one in queries.captured_queries)
