"""What comes in by mail becomes a ticket, a message, or a visible record."""

import pytest

from relaydesk.channels.actions.store_intake import store_intake
from relaydesk.channels.actions.take_intake import take_intake
from relaydesk.channels.contracts import EMAIL
from relaydesk.channels.models import Intake, Outgoing
from relaydesk.channels.rules.mail.identity import external_key
from relaydesk.channels.tests.conftest import deliver, make_mail, sample_files
from relaydesk.platform import blobs
from relaydesk.platform.clock import now
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
    stored = {}
    for path in sample_files():
        raw = path.read_bytes()
        facts = {"mail_from": "sender@example.net", "rcpt_to": ["support@demo.local"]}
        key = external_key(raw)
        intake_id = store_intake(channel=EMAIL, external_key=key, raw=raw, envelope=facts, at=now())
        if intake_id:
            stored[intake_id] = path
    while take_intake():
        pass
    rows = Intake.objects.all()
    assert len(rows) == len(stored) > 135
    for row in rows:
        path = stored[row.id]
        assert row.state in ("done", "parked", "ignored"), (path, row.state, row.error)
        assert row.reason not in ("failed", "refused", "could-not-be-parsed"), (path, row.error)
        assert (row.state == "done") == (row.ticket_id is not None), path
        assert blobs.read(row.raw) == path.read_bytes()
    assert sum(row.state == "done" for row in rows) > 125


def test_the_corpus_is_whole() -> None:
    assert len(sample_files()) == 157


def test_the_same_mail_by_five_deliveries_is_one_ticket() -> None:
    raw = make_mail()
    again = raw.replace(b"From:", b"Received: from b by c\r\nFrom:", 1)
    trailing = raw.replace(b"\r\n", b"\n")
    rows = [deliver(mail) for mail in (raw, again, raw, trailing, again)]
    assert [row is not None for row in rows] == [True, False, False, False, False]
    assert Intake.objects.count() == 1


def store(raw: bytes) -> None:
    facts = {"mail_from": "a@b.example", "rcpt_to": ["support@demo.local"]}
    store_intake(channel=EMAIL, external_key=external_key(raw), raw=raw, envelope=facts, at=now())


def some_mails() -> None:
    for number in range(4):
        store(make_mail(message_id=f"<{number}@x>", sender=f"P{number % 2} <p{number % 2}@x.example>"))
    store(
        make_mail(message_id="<en@x>", sender="Bob <bob@x.example>", subject="Broken", body="It is broken.")
    )
    store(make_mail(message_id="<auto@x>", sender="r@x.example", headers="Precedence: bulk"))
    store(make_mail(message_id="<odd@x>", sender="Odd <odd@-x-.example>"))
    store(make_mail(message_id="<none@x>", sender="nobody").replace(b"\r\n\r\n", b"\r\n\r\n", 1))


def test_mails_taken_together_become_what_they_would_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    some_mails()
    while take_intake():
        pass
    together = [(r.state, r.reason, r.sender, r.subject) for r in Intake.objects.order_by("id")]
    assert [state for state, *_ in together].count("done") >= 6
    of_one = [tickets.ticket(r.ticket_id or 0) for r in Intake.objects.filter(sender="p0@x.example")]
    assert len({ticket.requester_id for ticket in of_one if ticket}) == 1
    Intake.objects.all().delete()

    def broken(*args: object) -> None:
        raise ValueError("one of them spoils it")

    monkeypatch.setattr("relaydesk.channels.actions.take_intake.open_together", broken)
    some_mails()
    while take_intake():
        pass
    assert [(r.state, r.reason, r.sender, r.subject) for r in Intake.objects.order_by("id")] == together


def test_a_claim_that_ran_out_is_not_processed_by_its_first_holder() -> None:
    from relaydesk.channels.actions import take_intake as taking

    store(make_mail())
    [late] = taking._claim()
    Intake.objects.update(due_at=now())
    assert take_intake()
    assert Intake.objects.get().state == "done"
    mail = taking.read_in_child(make_mail(), envelope_sender=None)
    taking._take(late, mail)
    assert taking._take_together([(late, taking._delivery(late, mail))] * 1) == []
    assert Intake.objects.values_list("ticket_id").distinct().count() == 1
    assert Intake.objects.get().attempts == 2
