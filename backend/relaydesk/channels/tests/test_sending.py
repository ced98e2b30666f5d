"""Mail goes out once, the same each time, and nothing that a person typed becomes a header."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from relaydesk.access.testing import an_agent
from relaydesk.channels import public as channels
from relaydesk.channels.actions.send_outgoing import send_outgoing
from relaydesk.channels.models import Outgoing
from relaydesk.channels.rules import limits, writing
from relaydesk.channels.rules.mail.read_mail import read_mail
from relaydesk.channels.rules.relay_url import parse_relay
from relaydesk.channels.tests.conftest import Sink, deliver, make_mail
from relaydesk.files import public as files
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Invalid
from relaydesk.platform.events import history
from relaydesk.platform.ids import uuid7
from relaydesk.platform.testing import settle
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import Recipients
from relaydesk.tickets.testing import make_ticket

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6364f8cf500f00030e01805a347d"
    "6b0000000049454e44ae426082"
)


def reply(ticket_id: int, html: str = "<p>请重启打印机。</p>", **more: Any) -> Outgoing:
    agent = more.pop("actor", None) or an_agent(roles=("administrator",), name="李工")
    message = tickets.add_message(
        actor=agent, at=now(), ticket_id=ticket_id, channel="email", body_html=html, **more
    )
    settle()
    return Outgoing.objects.get(message_id=message.id)


@pytest.mark.django_db
def test_cve_2026_41904_ghsa_985r_6qfc_hg8m_nothing_active_leaves_and_no_name_is_markup(sink: Sink) -> None:
    row = deliver(make_mail(body="打印机冒烟了"))
    assert row is not None
    evil = "<p>好</p><script>x()</script><img src=x onerror=x()><form action=//evil><input name=p></form>"
    name = "<svg onload=x()>李工"
    reply(row.ticket_id or 0, evil, actor=an_agent(roles=("administrator",), name=name))
    send_all()
    for _, _, raw in sink.mails:
        message = message_from_bytes(raw, policy=policy.default)
        html = message.get_body(("html",))
        assert html is not None
        whole = html.get_content().lower()
        assert not re.search(r"<(script|form|input|svg|iframe|object)\b|<[^>]*\bon[a-z]+\s*=", whole)


def let_it_be_due() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE channels_outgoing SET due_at = statement_timestamp() WHERE state = 'queued'")


def send_all() -> None:
    while send_outgoing():
        pass


@pytest.mark.django_db
def test_a_reply_arrives_with_its_thread_its_link_and_its_files(sink: Sink) -> None:
    row = deliver(make_mail(body="打印机冒烟了"))
    assert row is not None
    agent = an_agent(roles=("administrator",), name="李工")
    picture = files.store(name="图.png", content_type="image/png", data=PNG, uploader=agent, at=now())
    manual = files.store(
        name="说明 书.pdf", content_type="application/pdf", data=b"%PDF-1.4", uploader=agent, at=now()
    )
    html = f'<p>请看 <img src="{picture.url}"></p>'
    mail = reply(row.ticket_id or 0, html, actor=agent, attachment_ids=[manual.id])
    send_all()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("sent", 1)
    [(_, _, acknowledgement), (sender, recipients, raw)] = sink.mails
    assert recipients == ["wang@customer.example"]
    assert sender.startswith("bounce+")
    got = read_mail(raw)
    ticket = tickets.ticket(row.ticket_id or 0)
    assert ticket is not None
    assert got.subject == f"Re: 打印机坏了 [{ticket.number}]"
    assert got.senders[0].name == "李工"
    assert got.reply_to[0].email.startswith(f"support+t{ticket.id}.")
    assert got.references[0] == read_mail(acknowledgement).message_id
    assert "m1@customer.example" in got.references
    whole = got.body_html + got.quoted_html
    assert "https://desk.example/portal/t/" in whole
    assert "打印机冒烟了" in whole
    assert "cid:" in whole
    assert {(a.name, a.inline) for a in got.attachments} == {("图.png", True), ("说明 书.pdf", False)}
    assert got.automatic == ""
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.django_db
def test_the_acknowledgement_is_marked_as_rfc_3834_asks(sink: Sink) -> None:
    deliver(
        make_mail(
            sender="您中奖了 http://evil.example <wang@customer.example>",
            subject="Free money http://evil.example",
        )
    )
    send_all()
    [(sender, recipients, raw)] = sink.mails
    assert sender in ("", "<>")
    assert recipients == ["wang@customer.example"]
    assert b"Auto-Submitted: auto-replied\r\n" in raw
    assert b"X-Auto-Response-Suppress: All\r\n" in raw
    got = read_mail(raw)
    assert got.automatic
    assert "evil" not in got.subject + got.body_html + got.body_text
    assert got.references == ("m1@customer.example",)


@pytest.mark.django_db
def test_the_answer_to_our_mail_comes_back_to_its_ticket_with_our_words_folded(sink: Sink) -> None:
    row = deliver(make_mail())
    assert row is not None
    reply(row.ticket_id or 0)
    send_all()
    ours = read_mail(sink.mails[-1][2])
    body = "好了，谢谢！\n\nSome Client 10:00\n" + "\n".join(
        f"| {line}" for line in ours.body_text.split("\n")
    )
    back = deliver(make_mail(to=ours.reply_to[0].email, message_id="<back@x>", body=body))
    assert back is not None
    assert back.ticket_id == row.ticket_id
    last = tickets.messages(back.ticket_id or 0, public_only=True)[-1]
    assert "好了，谢谢！" in last.body_text
    assert "请重启打印机" not in last.body_text
    assert last.quoted_html is not None
    assert "请重启打印机" in last.quoted_html


@pytest.mark.django_db
def test_notes_and_other_peoples_words_are_not_sent(sink: Sink) -> None:
    row = deliver(make_mail())
    assert row is not None
    agent = an_agent(roles=("administrator",))
    tickets.add_message(
        actor=agent,
        at=now(),
        ticket_id=row.ticket_id or 0,
        channel="email",
        visibility="note",
        body_html="<p>secret</p>",
    )
    settle()
    mail = reply(row.ticket_id or 0)
    assert "secret" not in mail.body_html
    assert Outgoing.objects.filter(kind="reply").count() == 1


@pytest.mark.django_db
def test_without_a_relay_mail_is_held_and_shown(settings: Any) -> None:
    mail = reply(make_ticket().id)
    assert mail.state == "held"
    assert not send_outgoing()


@pytest.mark.django_db
def test_451_is_tried_again_with_the_same_message_id(sink: Sink) -> None:
    sink.on_data = lambda count: "451 4.3.0 not now" if count == 1 else None
    mail = reply(make_ticket(channel="phone").id)
    send_all()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("queued", 1)
    assert mail.error.startswith("451")
    assert mail.due_at > datetime.now(UTC) + timedelta(seconds=2)
    let_it_be_due()
    send_all()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == ("sent", 2, "")
    assert len(sink.mails) == 1
    assert f"Message-ID: {mail.message_id_header}".encode() in sink.mails[0][2]


@pytest.mark.django_db
def test_421_closes_the_connection_and_the_mail_waits(sink: Sink) -> None:
    sink.on_rcpt = lambda address: "421 4.3.2 shutting down"
    mail = reply(make_ticket().id)
    send_all()
    mail.refresh_from_db()
    assert (mail.state, sink.mails) == ("queued", [])


@pytest.mark.django_db
def test_550_fails_at_once_and_the_agents_are_told(sink: Sink) -> None:
    sink.on_rcpt = lambda address: "550 5.1.1 no such user"
    ticket = make_ticket()
    mail = reply(ticket.id)
    send_all()
    mail.refresh_from_db()
    assert (mail.state, mail.error) == ("failed", "550 5.1.1 no such user")
    assert "channels.mail.failed" in [e.name for e in history(f"ticket:{ticket.id}")]


@pytest.mark.django_db
def test_a_connection_that_closes_after_the_data_sends_a_reply_again_and_an_acknowledgement_never(
    sink: Sink,
) -> None:
    sink.on_data = lambda count: "close"
    row = deliver(make_mail())
    assert row is not None
    mail = reply(row.ticket_id or 0)
    send_all()
    mail.refresh_from_db()
    assert mail.state == "queued"
    assert Outgoing.objects.get(kind="acknowledgement").state == "failed"
    sink.on_data = lambda count: None
    let_it_be_due()
    send_all()
    assert Outgoing.objects.get(id=mail.id).state == "sent"
    assert len(sink.mails) == 1


@pytest.mark.django_db
def test_a_relay_that_is_not_there_delays_all(settings: Any) -> None:
    settings.SMTP_RELAY = "smtp://127.0.0.1:9"
    mail = reply(make_ticket().id)
    send_all()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("queued", 1)
    assert "No connection" in mail.error


@pytest.mark.django_db
def test_a_sender_that_died_is_recovered_for_replies_only(sink: Sink) -> None:
    row = deliver(make_mail())
    assert row is not None
    mail = reply(row.ticket_id or 0)
    past = datetime.now(UTC) - timedelta(minutes=5)
    Outgoing.objects.filter(kind="reply").update(lease=uuid7(), due_at=past, attempts=1)
    Outgoing.objects.filter(kind="acknowledgement").update(state="sending", lease=uuid7(), due_at=past)
    send_all()
    assert Outgoing.objects.get(id=mail.id).state == "sent"
    assert Outgoing.objects.get(kind="acknowledgement").state == "failed"
    assert len(sink.mails) == 1


@pytest.mark.django_db
def test_a_notice_whose_sender_died_is_given_up_rather_than_sent_twice(sink: Sink) -> None:
    channels.send_mail(
        kind="notice", ticket_id=None, to="a@b.example", subject="x", body_html="x", at=now(), dedupe_key="n"
    )
    past = datetime.now(UTC) - timedelta(minutes=5)
    Outgoing.objects.filter(kind="notice").update(state="sending", lease=uuid7(), due_at=past)
    send_all()
    assert Outgoing.objects.get(kind="notice").state == "failed"
    assert sink.mails == []


@pytest.mark.django_db
def test_d5_a_sender_that_slept_past_its_lease_changes_nothing(sink: Sink) -> None:
    from relaydesk.channels.actions import send_outgoing as sending

    mail = reply(make_ticket().id)
    Outgoing.objects.filter(id=mail.id).update(lease=uuid7())
    assert not sending._update(mail.id, uuid7(), "state = 'failed'", [])
    mail.refresh_from_db()
    assert mail.state == "queued"


@pytest.mark.django_db
def test_the_same_key_is_queued_once() -> None:
    given: dict[str, Any] = {
        "kind": "survey",
        "ticket_id": make_ticket().id,
        "to": "a@b.example",
        "subject": "评价",
        "body_html": "<p>x</p><script>alert(1)</script>",
        "at": now(),
        "dedupe_key": "survey:1",
    }
    assert channels.send_mail(**given) is not None
    assert channels.send_mail(**given) is None
    assert "script" not in Outgoing.objects.get().body_html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "to",
    [
        "",
        "a",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "<a@b.example>",
        "a b@c.example",
        "a@b.example\x00",
    ],
)
def test_cve_2012_4730_what_is_not_one_address_gets_no_mail(to: str) -> None:
    with pytest.raises(Invalid):
        channels.send_mail(
            kind="notice", ticket_id=None, to=to, subject="x", body_html="x", at=now(), dedupe_key="k"
        )


def letter(**facts: Any) -> writing.Letter:
    given: dict[str, Any] = {
        "message_id": "<rd.x@demo.local>",
        "from_address": "support@demo.local",
        "from_name": "Relaydesk",
        "to_address": "wang@customer.example",
        "to_name": "王强",
        "reply_to": "support+t1.x@demo.local",
        "subject": "x",
        "html": "<p>x</p>",
        "date": datetime(2026, 3, 1, tzinfo=UTC),
    }
    return writing.Letter(**{**given, **facts})


@hypothesis_settings(max_examples=300, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=60))
def test_cve_2025_48388_no_text_becomes_a_header(subject: str, name: str, file_name: str) -> None:
    hostile = "\r\nBcc: evil@x.example\r\n"
    file = writing.File(file_name + hostile, "image/png", b"x", False, "/api/v1/files/1", "k")
    raw = writing.write_mail(
        letter(subject=subject + hostile, from_name=name + hostile, to_name=name, files=(file,))
    )
    head = raw.partition(b"\r\n\r\n")[0]
    assert b"\r\nBcc:" not in raw
    assert max(len(line) for line in head.split(b"\r\n")) <= 200
    got = read_mail(raw)
    assert [a.email for a in got.senders] == ["support@demo.local"]
    assert [a.email for a in got.recipients] == ["wang@customer.example"]
    assert len(got.attachments) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"to_address": "a@b.example\r\nBcc: x@y.example"},
        {"reply_to": "a@b.example\n"},
        {"message_id": "<a@b>\r\nBcc: x@y"},
        {"from_address": "support"},
    ],
)
def test_cve_2024_6923_line_breaks_where_they_cannot_be_are_refused(facts: dict[str, str]) -> None:
    with pytest.raises(writing.UnsafeMailError):
        writing.write_mail(letter(**facts))


def test_hostile_references_are_left_out() -> None:
    raw = writing.write_mail(letter(in_reply_to="<a@b>\r\nBcc: x@y", references=("<ok@b>", "<a b@c>", "x")))
    assert b"In-Reply-To" not in raw
    assert b"References: <ok@b>\r\n" in raw


def test_the_same_facts_give_the_same_bytes() -> None:
    assert writing.write_mail(letter(subject="您好")) == writing.write_mail(letter(subject="您好"))


def test_pauses_grow_and_are_the_same_each_time() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    name = uuid7()
    times = [limits.next_try(name, attempts=n, at=at) for n in range(1, limits.MAX_ATTEMPTS + 1)]
    assert times == [limits.next_try(name, attempts=n, at=at) for n in range(1, limits.MAX_ATTEMPTS + 1)]
    assert times[-1] is None
    pauses = [(t - at).total_seconds() for t in times if t]
    assert 5 <= pauses[0] <= 6.25
    assert all(later * 1.25 >= earlier for earlier, later in pairwise(pauses))
    assert limits.next_try(uuid7(), attempts=1, at=at) != limits.next_try(name, attempts=1, at=at)


def test_the_relay_setting_is_understood_or_refused_without_its_password() -> None:
    assert parse_relay("") is None
    relay = parse_relay("smtps://u%40x:p%2Fw@mail.example")
    assert relay is not None
    assert (relay.port, relay.tls, relay.user, relay.password) == (465, "always", "u@x", "p/w")
    starttls = parse_relay("smtp+starttls://u:p@mail.example:2525")
    assert starttls is not None
    assert (starttls.port, starttls.tls) == (2525, "starttls")
    for wrong in ("http://x", "smtp://", "smtp://u:geheim@mail.example"):
        with pytest.raises(ValueError, match="RELAYDESK_SMTP_RELAY") as refused:
            parse_relay(wrong)
        assert "geheim" not in str(refused.value)


@pytest.mark.django_db
def test_copies_go_to_each_address_without_the_requesters_link_and_hidden_ones_are_named_nowhere(
    sink: Sink,
) -> None:
    ticket = make_ticket(subject="打印机坏了")
    agent = an_agent(roles=("administrator",), name="李工")
    others = Recipients(cc=("boss@partner.example", "two@partner.example"), bcc=("log@h.example",))
    tickets.add_message(
        actor=agent,
        at=now(),
        ticket_id=ticket.id,
        channel="desk",
        body_html="<p>已修好</p>",
        recipients=others,
    )
    settle()
    send_all()
    by_address = {recipients[0]: read_mail(raw) for _, recipients, raw in sink.mails}
    raw_of = {recipients[0]: raw for _, recipients, raw in sink.mails}
    requester = next(address for address in by_address if address.startswith("requester"))
    assert set(by_address) == {requester, "boss@partner.example", "two@partner.example", "log@h.example"}
    for address, mail in by_address.items():
        assert b"log@h.example" not in raw_of[address]
        assert {one.email for one in mail.recipients} == {requester, *others.cc}
        assert ("/portal/t/" in mail.body_html + mail.quoted_html) == (address == requester)


@pytest.mark.django_db
def test_a_forward_goes_to_whom_it_names_and_not_to_the_requester(sink: Sink) -> None:
    ticket = make_ticket(subject="打印机坏了")
    agent = an_agent(roles=("administrator",), name="李工")
    settle()
    tickets.add_message(
        actor=agent,
        at=now(),
        ticket_id=ticket.id,
        channel="desk",
        visibility="note",
        body_html="<p>请报价</p>",
        quoted_html="<p>每次双面打印都卡</p>",
        recipients=Recipients(to=("supplier@parts.example",)),
    )
    settle()
    send_all()
    [_, (_, recipients, raw)] = sink.mails
    assert recipients == ["supplier@parts.example"]
    mail = read_mail(raw)
    assert mail.subject == f"Fwd: 打印机坏了 [{ticket.number}]"
    assert "请报价" in mail.body_html
    assert "双面打印" in mail.body_html + mail.quoted_html
    assert "/portal/t/" not in mail.body_html
