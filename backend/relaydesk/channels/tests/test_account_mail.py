"""Mails about accounts: in both languages, without a secret in the outbox, and never of a ticket."""

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.db import connection

from relaydesk.access.contracts import SYSTEM
from relaydesk.access.testing import (
    ApiClient,
    a_second_factor,
    a_security_administrator,
    an_administrator,
    an_agent,
    client_of,
)
from relaydesk.channels.actions import send_outgoing as sending
from relaydesk.channels.models import Outgoing
from relaydesk.channels.rules.mail.read_mail import read_mail
from relaydesk.channels.smtp_client import Answer, Verdict
from relaydesk.people import public as people
from relaydesk.platform.clock import frozen, now
from relaydesk.platform.testing import settle

pytestmark = pytest.mark.django_db
WANG = "wang@example.com"
ASK = "/api/v1/password-resets"


@pytest.fixture
def sent(monkeypatch, settings):
    """Take what would go to the relay."""
    settings.SMTP_RELAY = "smtp://127.0.0.1:1"
    mails = []

    class Relay:
        def __init__(self, relay):
            pass

        def send(self, *, sender, recipient, data):
            mails.append((sender, recipient, data))
            return Answer(Verdict.SENT)

        def close(self):
            pass

    monkeypatch.setattr(sending, "RelayConnection", Relay)
    return mails


def text_of(data):
    from email import message_from_bytes, policy

    mail = message_from_bytes(data, policy=policy.default)
    return mail, mail.get_body(("plain",)).get_content()


def ask(locale="zh"):
    wang = an_agent(email=WANG, name="王工", password="correct horse battery")
    people.edit_agent(agent_id=wang.agent_id, locale=locale)
    ApiClient().post(ASK, {"email": WANG})
    settle()
    return wang


@pytest.mark.parametrize(("locale", "words"), [("zh", "设置新密码"), ("en", "Choose a new password")])
def test_the_mail_is_in_the_language_of_its_reader_and_its_link_works(sent, locale, words):
    ask(locale)
    sending.send_outgoing()
    [(_, recipient, data)] = sent
    mail, text = text_of(data)
    assert recipient == WANG
    assert mail["Subject"] == words
    assert mail["Auto-Submitted"] == "auto-generated"
    token = text.partition("#token=")[2].split()[0].rstrip(">")[:43]
    body = {"token": token, "password": "another lantern orbit"}
    assert ApiClient().post(f"{ASK}/finish", body).status_code == 204


def test_cve_2023_22501_the_outbox_holds_and_shows_no_link(sent):
    ask()
    row = Outgoing.objects.get()
    assert (row.ticket_id, row.message_id) == (None, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(o)::text FROM channels_outgoing o")
        stored = cursor.fetchone()[0]
    sending.send_outgoing()
    token = text_of(sent[0][2])[1].partition("#token=")[2][:43]
    assert len(token) == 43
    assert token not in stored
    shown = client_of(an_administrator()).get(f"/api/v1/outbox/{row.id}").content.decode()
    assert token not in shown
    assert "#token=" not in shown
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(string_agg(sealed_token, ''), '') FROM access_onetimelink")
        assert cursor.fetchone()[0] == ""


def test_an_answer_to_it_joins_no_ticket(sent):
    ask()
    sending.send_outgoing()
    mail, _ = text_of(sent[0][2])
    assert "+" not in mail["Reply-To"]


def test_cve_2023_22501_an_answer_that_quotes_the_link_brings_no_key_into_a_ticket(sent):
    ask()
    sending.send_outgoing()
    _, quoted = text_of(sent[0][2])
    key = re.search(r"token=([\w-]+)", quoted)[1]
    for subtype, link in (("plain", quoted), ("html", f'<a href="{quoted.split()[-1]}">{quoted}</a>')):
        answer = EmailMessage()
        answer["From"], answer["To"], answer["Subject"] = WANG, "support@demo.local", "Re: 新密码"
        answer.set_content(f"这是什么？\n\n{link}", subtype=subtype)
        mail = read_mail(answer.as_bytes(), envelope_sender=WANG)
        kept = mail.body_html + mail.body_text + mail.quoted_html
        assert "这是什么" in kept
        assert key not in kept


def test_a_link_that_is_void_by_now_does_not_leave(sent):
    from relaydesk.access.public import deactivate_account

    wang = ask()
    deactivate_account(actor=SYSTEM("test"), account_id=wang.account_id, at=now())
    sending.send_outgoing()
    assert sent == []
    assert Outgoing.objects.get().state == "failed"


def test_a_mail_that_waited_too_long_does_not_leave(sent):
    ask()
    with frozen(now() + timedelta(hours=2)):
        sending.send_outgoing()
    assert sent == []


def test_an_unknown_address_gets_no_mail(sent):
    ApiClient().post(ASK, {"email": "nobody@example.com"})
    settle()
    assert not Outgoing.objects.exists()


def test_a_mail_that_could_not_be_sent_goes_again_with_its_link(sent, monkeypatch):
    ask()
    answers = [Answer(Verdict.LATER, "busy"), Answer(Verdict.SENT)]
    real = sending.RelayConnection.send
    monkeypatch.setattr(
        sending.RelayConnection, "send", lambda self, **kw: (real(self, **kw), answers.pop(0))[1]
    )
    sending.send_outgoing()
    Outgoing.objects.update(due_at=now() - timedelta(seconds=60))
    sending.send_outgoing()
    assert len(sent) == 2
    assert "#token=" in text_of(sent[1][2])[1]


@pytest.mark.parametrize(("locale", "said"), [("zh", "已被重置"), ("en", "Your second factor was reset")])
def test_whose_second_factor_is_reset_is_told_once_in_his_language(sent, locale, said):
    wang = an_agent(email=WANG, name="王工")
    people.edit_agent(agent_id=wang.agent_id, locale=locale)
    a_second_factor(wang)
    client_of(a_security_administrator()).delete(f"/api/v1/accounts/{wang.account_id}/factors")
    for _ in range(2):
        settle()
        sending.send_outgoing()
    assert [recipient for _, recipient, _ in sent] == [WANG]
    mail, text = text_of(sent[0][2])
    assert said in mail["Subject"]
    assert "王工" in text
