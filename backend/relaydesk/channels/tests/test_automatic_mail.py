"""Machines are never answered, whatever mark they carry (RFC 3834; security list I)."""

import pytest

from relaydesk.access.testing import an_agent
from relaydesk.channels.models import BouncedAddress, Outgoing
from relaydesk.channels.queries.letters import envelope_sender_of
from relaydesk.channels.tests.conftest import deliver, make_mail
from relaydesk.platform.clock import now
from relaydesk.platform.events import history
from relaydesk.platform.testing import settle
from relaydesk.tickets import public as tickets

pytestmark = pytest.mark.django_db

AUTOMATIC = [
    {"headers": "Auto-Submitted: auto-replied"},
    {"headers": "Auto-Submitted: auto-generated (vacation)"},
    {"headers": "Precedence: bulk"},
    {"headers": "Precedence: junk"},
    {"headers": "Precedence: list"},
    {"headers": "List-Id: <x.example>"},
    {"headers": "List-Unsubscribe: <https://x.example/u>"},
    {"headers": "X-Auto-Response-Suppress: All"},
    {"headers": "X-Autoreply: yes"},
    {"headers": "X-Autorespond: hello"},
    {"headers": "Return-Path: <>"},
    {"mail_from": ""},
    {"sender": "MAILER-DAEMON@x.example"},
    {"sender": "postmaster@x.example"},
    {"sender": "No Reply <no-reply@x.example>"},
    {"sender": "noreply+17@x.example"},
    {"sender": "do-not-reply@x.example"},
    {"subject": "自动回复: 您好"},
    {"subject": "自动回复：出差中"},
    {"subject": "Automatic reply: hello"},
    {"subject": "Out of Office: hello"},
    {"content_type": "multipart/report; report-type=disposition-notification; boundary=b"},
]


@pytest.mark.parametrize("marks", AUTOMATIC, ids=[str(m) for m in AUTOMATIC])
def test_no_machine_gets_an_acknowledgement(marks: dict[str, str]) -> None:
    given = dict(marks)
    mail_from = given.pop("mail_from", "machine@x.example")
    row = deliver(make_mail(**given), mail_from=mail_from)
    assert row is not None
    assert row.state in ("done", "parked"), row.error
    assert not Outgoing.objects.exists()


@pytest.mark.parametrize("headers", ["Auto-Submitted: no", "X-Priority: 1", "Importance: high"])
def test_people_get_one(headers: str) -> None:
    deliver(make_mail(headers=headers))
    assert Outgoing.objects.count() == 1


def test_an_acknowledgement_is_marked_and_has_no_sender() -> None:
    deliver(make_mail())
    mail = Outgoing.objects.get()
    assert envelope_sender_of(mail) == ""
    assert mail.automatic


def test_an_out_of_office_answer_joins_the_ticket_and_moves_nothing() -> None:
    row = deliver(make_mail())
    assert row is not None
    boss = an_agent(roles=("administrator",))
    tickets.add_message(actor=boss, at=now(), ticket_id=row.ticket_id, channel="email", body_html="<p>x</p>")
    tickets.set_status(actor=boss, at=now(), ticket_id=row.ticket_id, status_key="waiting")
    settle()
    mail = Outgoing.objects.get(kind="reply")
    answer = deliver(
        make_mail(
            message_id="<o@x>", headers=f"In-Reply-To: {mail.message_id_header}\nAuto-Submitted: auto-replied"
        )
    )
    assert answer is not None
    assert answer.ticket_id == row.ticket_id
    ticket = tickets.ticket(row.ticket_id)
    assert ticket is not None
    assert ticket.category == "waiting"
    assert tickets.messages(row.ticket_id, public_only=True)[-1].automatic
    assert Outgoing.objects.filter(automatic=True).count() == 1


def test_g21_two_machines_that_answer_each_other_fall_silent() -> None:
    for number in range(12):
        deliver(
            make_mail(
                message_id=f"<loop{number}@x>", sender="robot@x.example", body=f"Ticket {number} opened"
            )
        )
    assert Outgoing.objects.filter(to_address="robot@x.example").count() == 3


def test_the_limit_is_for_each_address() -> None:
    for number in range(5):
        deliver(make_mail(message_id=f"<p{number}@x>", sender=f"p{number}@x.example"))
    assert Outgoing.objects.count() == 5


def report(mail: Outgoing, *, status: str, action: str) -> bytes:
    body = (
        "--r\nContent-Type: text/plain\n\nSorry.\n"
        "--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.x.example\n\n"
        f"Final-Recipient: rfc822; someone-else@victim.example\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {status} User unknown\n"
        f"--r\nContent-Type: text/rfc822-headers\n\nMessage-ID: {mail.message_id_header}\n--r--"
    )
    kind = "multipart/report; report-type=delivery-status; boundary=r"
    return make_mail(
        sender="MAILER-DAEMON@mx.x.example",
        subject="Undelivered",
        body=body,
        content_type=kind,
        message_id=f"<{status}@mx>",
    )


def a_reply() -> Outgoing:
    row = deliver(make_mail())
    assert row is not None
    boss = an_agent(roles=("administrator",))
    tickets.add_message(actor=boss, at=now(), ticket_id=row.ticket_id, channel="email", body_html="<p>x</p>")
    settle()
    mail = Outgoing.objects.get(kind="reply")
    Outgoing.objects.filter(id=mail.id).update(state="sent")
    return mail


def test_a_bounce_marks_our_mail_and_stops_automatic_mail_to_that_address() -> None:
    mail = a_reply()
    before = len(tickets.messages(mail.ticket_id, public_only=False))
    row = deliver(
        report(mail, status="5.1.1", action="failed"), mail_from="", rcpt_to=(envelope_sender_of(mail),)
    )
    assert row is not None
    assert (row.state, row.reason, row.ticket_id) == ("done", "bounce", mail.ticket_id)
    mail.refresh_from_db()
    assert mail.state == "failed"
    assert "5.1.1" in mail.error
    assert list(BouncedAddress.objects.values_list("address", flat=True)) == ["wang@customer.example"]
    assert "channels.mail.failed" in [e.name for e in history(f"ticket:{mail.ticket_id}")]
    assert len(tickets.messages(mail.ticket_id, public_only=False)) == before
    deliver(make_mail(message_id="<new@x>"))
    assert Outgoing.objects.filter(kind="acknowledgement").count() == 1


def test_a_delay_report_changes_nothing() -> None:
    mail = a_reply()
    row = deliver(
        report(mail, status="4.2.2", action="delayed"), mail_from="", rcpt_to=(envelope_sender_of(mail),)
    )
    assert row is not None
    assert row.reason == "delayed"
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_faveo_150_a_bounce_of_a_mail_that_is_not_ours_is_parked_and_answered_by_nobody() -> None:
    mail = a_reply()
    forged = report(mail, status="5.1.1", action="failed").replace(mail.message_id_header.encode(), b"<x@y>")
    row = deliver(forged, mail_from="")
    assert row is not None
    assert (row.state, row.reason) == ("parked", "bounce-of-unknown-mail")
    mail.refresh_from_db()
    assert mail.state == "sent"
    assert not BouncedAddress.objects.exists()


@pytest.mark.parametrize(
    ("sender", "subject", "words"),
    [
        (
            "PostMaster@qq.com",
            "系统退信/Systems bounce",
            "收件人邮件地址（x@qq.com）不存在，邮件无法送达。host said: 550 User not found",
        ),
        (
            "Postmaster@163.com",
            "系统退信",
            "抱歉，您的邮件被退回来了……\n收件人 x@163.com\n用户不存在 550 User not found: x@163.com",
        ),
        ("mailer-daemon@aliyun.com", "退信通知", "投递失败：550 5.1.1 无此用户"),
        (
            "MAILER-DAEMON@mail.x.example",
            "failure notice",
            "Hi. This is the qmail-send program.\n<x@y.example>:\n550 no such user",
        ),
        ("postmaster@outlook.com", "无法投递: 您好", "未能向以下收件人传递：x@y.example 5.1.10"),
    ],
)
def test_free_form_bounces_are_understood(sender: str, subject: str, words: str) -> None:
    mail = a_reply()
    raw = make_mail(sender=sender, subject=subject, body=words, message_id="<q@x>")
    row = deliver(raw, mail_from="", rcpt_to=(envelope_sender_of(mail),))
    assert row is not None
    assert row.reason == "bounce"
    mail.refresh_from_db()
    assert mail.state == "failed"
