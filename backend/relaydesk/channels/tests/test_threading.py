"""To which ticket a mail belongs, and who may get in by it (security list B)."""

import pytest
from django.conf import settings

from relaydesk.access.testing import an_agent
from relaydesk.channels.models import Outgoing
from relaydesk.channels.queries.links import portal_token, read_portal_token
from relaydesk.channels.rules import addresses
from relaydesk.channels.tests.conftest import deliver, make_mail
from relaydesk.platform.clock import now
from relaydesk.platform.ids import uuid7
from relaydesk.platform.secrets import sign, verify
from relaydesk.platform.testing import settle
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import MessageView, TicketView

pytestmark = pytest.mark.django_db


def opened(**mail: str) -> TicketView:
    row = deliver(make_mail(**mail))
    assert row is not None
    assert row.ticket_id is not None, row.error
    ticket = tickets.ticket(row.ticket_id)
    assert ticket is not None
    return ticket


def thread_of(ticket: TicketView) -> list[MessageView]:
    return tickets.messages(ticket.id, public_only=False)


def reply_to(ticket: TicketView) -> str:
    return addresses.reply_address(ticket.id, support_address=settings.SUPPORT_ADDRESS, sign=sign)


def answered(ticket: TicketView) -> Outgoing:
    agent = an_agent(roles=("administrator",), name="李工")
    tickets.add_message(
        actor=agent, at=now(), ticket_id=ticket.id, channel="email", body_html="<p>请重启。</p>"
    )
    settle()
    return Outgoing.objects.get(kind="reply", ticket_id=ticket.id)


def test_an_answer_to_the_signed_address_joins_the_ticket_and_opens_it_again() -> None:
    ticket = opened()
    answered(ticket)
    tickets.set_status(
        actor=an_agent(roles=("administrator",)), at=now(), ticket_id=ticket.id, status_key="waiting"
    )
    row = deliver(make_mail(to=reply_to(ticket), message_id="<m2@x>", body="重启也没用"))
    assert row is not None
    assert (row.ticket_id, row.reason) == (ticket.id, "reply-address")
    last = thread_of(ticket)[-1]
    assert (last.author_kind, last.body_text, last.visibility) == ("contact", "重启也没用", "public")
    after = tickets.ticket(ticket.id)
    assert after is not None
    assert after.category == "open"


def test_an_answer_to_the_signed_message_id_joins_the_ticket() -> None:
    ticket = opened()
    mail = answered(ticket)
    row = deliver(make_mail(message_id="<m2@x>", headers=f"References: <a@b> {mail.message_id_header}"))
    assert row is not None
    assert (row.ticket_id, row.reason) == (ticket.id, "message-id")


def test_a_number_in_the_subject_joins_only_for_who_takes_part() -> None:
    ticket = opened()
    subject = f"Re: 打印机 [{ticket.number}]"
    mine = deliver(make_mail(message_id="<m2@x>", subject=subject, body="补充"))
    assert mine is not None
    assert (mine.ticket_id, mine.reason) == (ticket.id, "subject")
    stranger = deliver(
        make_mail(message_id="<m3@x>", subject=subject, sender="eve@evil.example"),
        mail_from="eve@evil.example",
    )
    assert stranger is not None
    assert stranger.ticket_id != ticket.id


def test_cve_2026_47123_a_message_id_without_our_signature_joins_nothing() -> None:
    ticket = opened()
    mail = answered(ticket)
    genuine = mail.message_id_header.strip("<>")
    local, _, domain = genuine.partition("@")
    head, outgoing_hex, number, signature = local.split(".")
    forged = [
        f"{head}.{outgoing_hex}.{ticket.id}.{'a' * 32}@{domain}",
        f"{head}.{outgoing_hex}.{ticket.id + 1}.{signature}@{domain}",
        f"{head}.{'0' * 32}.{number}.{signature}@{domain}",
        f"{head}.{outgoing_hex}.{number}@{domain}",
        f"ticket-{ticket.id}@{domain}",
        f"reply_to-{ticket.id}-1@{domain}",
        genuine.replace(domain, "evil.example"),
        f"{head}.{outgoing_hex}.{number}.{signature[:-1]}@{domain}",
    ]
    for place, name in enumerate(forged):
        row = deliver(
            make_mail(
                message_id=f"<f{place}@x>",
                sender="eve@evil.example",
                headers=f"In-Reply-To: <{name}>\nReferences: <{name}>",
            ),
            mail_from="eve@evil.example",
        )
        assert row is not None
        assert row.ticket_id != ticket.id, name
    assert len(thread_of(ticket)) == 2


def test_ghsa_8vm3_wwq4_ggfx_a_guessed_reply_address_joins_nothing() -> None:
    ticket = opened()
    for place, address in enumerate(
        (
            f"support+t{ticket.id}@demo.local",
            f"support+t{ticket.id}.{'a' * 32}@demo.local",
            f"support+{ticket.number}@demo.local",
        )
    ):
        row = deliver(
            make_mail(to=address, message_id=f"<g{place}@x>", sender="eve@evil.example"), rcpt_to=(address,)
        )
        assert row is not None
        assert row.ticket_id != ticket.id
    for signature_of in (ticket.id + 1, 0):
        other = addresses.reply_address(signature_of, support_address=settings.SUPPORT_ADDRESS, sign=sign)
        swapped = other.replace(f"t{signature_of}.", f"t{ticket.id}.")
        assert (
            addresses.ticket_of_reply_address(
                swapped, support_address=settings.SUPPORT_ADDRESS, verify=verify
            )
            is None
        )


def test_ghsa_j49f_9g94_3wh4_a_new_participant_never_replaces_the_requester() -> None:
    ticket = opened()
    row = deliver(
        make_mail(
            to=reply_to(ticket), message_id="<n@x>", sender="Colleague <new@customer.example>", body="我也是"
        ),
        mail_from="new@customer.example",
    )
    assert row is not None
    assert (row.ticket_id, row.reason) == (ticket.id, "stranger")
    after = tickets.ticket(ticket.id)
    assert after is not None
    assert after.requester_id == ticket.requester_id
    last = thread_of(ticket)[-1]
    assert last.visibility == "note"
    assert "new@customer.example" in last.body_html
    assert "未验证" in last.body_html


def test_cve_2024_49193_a_stranger_in_cc_gets_no_history() -> None:
    ticket = opened(headers="Cc: eve@evil.example")
    answered(ticket)
    deliver(
        make_mail(to=reply_to(ticket), message_id="<e@x>", sender="eve@evil.example", body="send me all"),
        mail_from="eve@evil.example",
    )
    assert not Outgoing.objects.filter(to_address="eve@evil.example").exists()


def test_the_ticket_trick_third_party_mail_is_not_shown_to_the_requester() -> None:
    ticket = opened()
    deliver(
        make_mail(
            to=reply_to(ticket), sender="no-reply@saas.example", message_id="<t@x>", body="code 123456"
        ),
        mail_from="no-reply@saas.example",
    )
    assert "123456" not in "".join(m.body_text for m in tickets.messages(ticket.id, public_only=True))


def test_ghsa_83xx_8c27_gq78_a_mail_in_an_agents_name_is_a_note_and_goes_to_nobody() -> None:
    ticket = opened()
    agent_mail = "forged@relay.example"
    an_agent(email=agent_mail)
    row = deliver(
        make_mail(to=reply_to(ticket), sender=f"Agent <{agent_mail}>", message_id="<a@x>", body="完成了"),
        mail_from=agent_mail,
    )
    assert row is not None
    assert row.reason == "agent"
    assert thread_of(ticket)[-1].visibility == "note"
    assert not Outgoing.objects.filter(kind="reply").exists()


def test_cve_2023_41259_private_headers_of_strangers_mean_nothing() -> None:
    ticket = opened()
    row = deliver(
        make_mail(
            message_id="<p@x>",
            sender="eve@evil.example",
            headers=f"X-Relaydesk-Ticket: {ticket.id}\nX-RT-Ticket: {ticket.number}\nX-Relaydesk-Ok: 1",
        ),
        mail_from="eve@evil.example",
    )
    assert row is not None
    assert row.ticket_id != ticket.id


def test_our_own_address_is_never_a_requester() -> None:
    row = deliver(make_mail(sender="Support <support@demo.local>"), mail_from="support@demo.local")
    assert row is not None
    assert (row.state, row.reason, row.ticket_id) == ("ignored", "own-address", None)


def test_an_answer_on_a_closed_ticket_opens_a_follow_up() -> None:
    ticket = opened()
    boss = an_agent(roles=("administrator",))
    for status in ("solved", "closed"):
        tickets.set_status(actor=boss, at=now(), ticket_id=ticket.id, status_key=status)
    row = deliver(make_mail(to=reply_to(ticket), message_id="<c@x>", body="又坏了"))
    assert row is not None
    assert row.ticket_id not in (None, ticket.id)


def test_signed_names_survive_upper_case_and_nothing_else() -> None:
    name = uuid7()
    bounce = addresses.bounce_address(name, domain="demo.local", sign=sign)
    assert addresses.outgoing_of_bounce_address(bounce.upper(), domain="demo.local", verify=verify) == name
    assert addresses.outgoing_of_bounce_address(bounce[1:], domain="demo.local", verify=verify) is None
    reply = addresses.reply_address(7, support_address="Support@demo.local", sign=sign)
    assert len(reply.partition("@")[0]) <= 64
    assert (
        addresses.ticket_of_reply_address(reply.upper(), support_address="support@demo.local", verify=verify)
        == 7
    )


def test_a_portal_token_opens_one_ticket_for_one_contact() -> None:
    contact = uuid7()
    token = portal_token(17, contact)
    grant = read_portal_token(token)
    assert grant is not None
    assert (grant.ticket_id, grant.contact_id) == (17, contact)
    names, _, signature = token.partition(".")
    assert len(signature) >= 22
    for forged in (
        names,
        f"{names}.",
        f"{names}.{signature[:-1]}",
        f"B{names[1:]}.{signature}",
        "",
        ".",
        "x" * 500,
    ):
        assert read_portal_token(forged) is None


def test_inline_pictures_and_files_arrive() -> None:
    picture = (
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    body = (
        '--b\nContent-Type: text/html; charset=utf-8\n\n<p>看图 <img src="cid:pic@x"></p>\n'
        "--b\nContent-Type: image/png; name=a.png\nContent-ID: <pic@x>\n"
        f"Content-Transfer-Encoding: base64\n\n{picture}\n"
        "--b\nContent-Type: application/pdf\n"
        "Content-Disposition: attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf\n\n%PDF-1.4 x\n--b--"
    )
    ticket = opened(body=body, content_type='multipart/related; boundary="b"')
    [message] = thread_of(ticket)
    assert sorted((a.name, a.inline) for a in message.attachments) == [("a.png", True), ("报告.pdf", False)]
    [shown] = [a for a in message.attachments if a.inline]
    assert f'<img src="{shown.url}">' in message.body_html
