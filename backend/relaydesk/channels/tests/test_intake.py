"""What comes in by mail becomes a ticket, a message, or a visible record."""

from pathlib import Path

import pytest
from relaydesk.channels.models import Intake, Outgoing
from relaydesk.channels.tests.conftest import deliver, make_mail, sample_files
from relaydesk.tickets import public as tickets

pytestmark = pytest.mark.django_db


def test_a_mail_becomes_a_ticket_and_is_acknowledged() -> None:
    row = deliver(make_mail())
    assert row is not None
    assert row.state == "done", row.error
    ticket = tickets.ticket(row.ticket_id)
    assert ticket is not None
    assert (ticket.subject, ticket.channel) == ("打印机坏了", "email")
    [message] = tickets.messages(ticket.id, public_only=False)
    assert message.body_text == "您好，打印机不能用了。"
    assert row.message_id == message.id
    [mail] = Outgoing.objects.all()
    assert (mail.kind, mail.state, mail.to_address) == ("acknowledgement", "held", "wang@customer.example")
    assert ticket.number in mail.subject
    assert "打印机" not in mail.subject + mail.body_html + mail.to_name
    assert "https://desk.example/portal/t/" in mail.body_html


def test_all_samples_of_real_mail_become_tickets_or_are_parked() -> None:
    states: dict[str, int] = {}
    for path in sample_files():
        row = deliver(path.read_bytes().replace(b"\x00", b""), mail_from="sender@example.net")
        if row is None:
            states["known"] = states.get("known", 0) + 1
            continue
        states[row.state] = states.get(row.state, 0) + 1
        assert row.state in ("done", "parked", "ignored"), (path, row.state, row.error)
        assert row.reason not in ("failed", "refused"), (path, row.error)
        assert (row.state == "done") == (row.ticket_id is not None), path
    assert sum(states.values()) == 158, states
    assert states["done"] > 130, states


def test_the_corpus_is_whole() -> None:
    assert len(sample_files()) == 158 or len({Path(f) for f in sample_files()}) == 157


def test_the_same_mail_by_five_deliveries_is_one_ticket() -> None:
    raw = make_mail()
    again = raw.replace(b"From:", b"Received: from b by c\r\nFrom:", 1)
    trailing = raw.replace(b"\r\n", b"\n")
    rows = [deliver(mail) for mail in (raw, again, raw, trailing, again)]
    assert [row is not None for row in rows] == [True, False, False, False, False]
    assert Intake.objects.count() == 1
