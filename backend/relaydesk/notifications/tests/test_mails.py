"""Notices by mail: to whom, when, how many, and with what in them."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest

from relaydesk.access.contracts import SYSTEM
from relaydesk.access.public import deactivate_account
from relaydesk.access.testing import a_label
from relaydesk.channels.testing import write_one, written_mails
from relaydesk.notifications.models import Delivery
from relaydesk.notifications.tests.conftest import (
    NOON,
    Person,
    a_person,
    give,
    links_in,
    mails_at,
    mention_of,
    note,
    opened,
)
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.testing import deliver_events, frozen_clock
from relaydesk.tickets.testing import label_ticket, make_ticket

pytestmark = pytest.mark.django_db
NIGHT = {"quiet_from": "22:00", "quiet_until": "07:30"}
MIDNIGHT = NOON + timedelta(hours=12)
MORNING = NOON + timedelta(hours=19, minutes=30)


def choose(person: Person, **settings: Any) -> None:
    person.patch("/notices/settings", settings)


def given_at(at: datetime, by: Person, to: Person, **wanted: Any) -> str:
    with frozen_clock(at):
        number = opened(**wanted)
        give(by, number, to)
    return number


def test_a_mail_goes_at_once_with_a_link_and_the_marks_of_a_machine(me: Person, colleague: Person) -> None:
    number = given_at(NOON, colleague, me, subject="打印机卡纸")
    (mail,) = mails_at(NOON)
    assert mail.to == me.email
    assert mail.subject == f"[{number}] 周航 把工单分派给您"
    assert "打印机卡纸" in mail.text
    assert any(link.endswith(f"/desk/tickets/{number}") for link in links_in(mail.html))
    parsed = message_from_bytes(mail.data, policy=default)
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert "+" not in parsed["Reply-To"]  # an answer must not become a message of the ticket


def test_it_goes_once_however_often_the_worker_looks(me: Person, colleague: Person) -> None:
    given_at(NOON, colleague, me)
    assert len(mails_at(NOON)) == 1
    assert mails_at(NOON + timedelta(days=1)) == []


def test_quiet_hours_hold_and_the_morning_brings_one_digest(me: Person, colleague: Person) -> None:
    choose(me, **NIGHT)
    numbers = [given_at(MIDNIGHT, colleague, me) for _ in range(2)]
    with frozen_clock(MIDNIGHT):
        note(colleague, numbers[0], mention_of(me))
    assert mails_at(MIDNIGHT + timedelta(hours=1)) == []
    assert mails_at(MORNING - timedelta(minutes=1)) == []
    (digest,) = mails_at(MORNING)
    assert digest.subject == "2 个工单的 3 条通知"
    assert all(number in digest.text for number in numbers)
    assert me.unread == 2  # the list itself knows no night


def test_quiet_hours_chosen_meanwhile_hold_what_is_due(me: Person, colleague: Person) -> None:
    given_at(MIDNIGHT, colleague, me)
    choose(me, **NIGHT)
    assert mails_at(MIDNIGHT) == []
    assert len(mails_at(MORNING)) == 1


def test_a_breach_breaks_through_by_choice(me: Person, colleague: Person) -> None:
    choose(me, **NIGHT, breaks_through=True)
    given_at(MIDNIGHT, colleague, me)
    Delivery.objects.filter(channel="mail").update(kind="sla_breach", due_at=MIDNIGHT)
    assert len(mails_at(MIDNIGHT)) == 1


def test_a_digest_holds_only_what_is_still_unread(me: Person, colleague: Person) -> None:
    choose(me, digest="hourly")
    read, unread = given_at(NOON, colleague, me), given_at(NOON, colleague, me)
    me.post("/notices/read", {"ticket": read})
    (digest,) = mails_at(NOON + timedelta(hours=1))
    assert unread in digest.text
    assert read not in digest.text


def test_a_daily_digest_goes_at_the_persons_own_time(me: Person, colleague: Person) -> None:
    assert me.actor.agent_id is not None
    people.edit_agent(agent_id=me.actor.agent_id, timezone="Europe/Berlin")
    choose(me, digest="daily", daily_at="08:00")
    given_at(NOON, colleague, me)  # 05:00 in Berlin
    assert mails_at(NOON + timedelta(hours=2)) == []
    assert len(mails_at(NOON + timedelta(hours=3))) == 1


def test_what_is_told_a_day_late_stands_in_the_list_only(me: Person, colleague: Person) -> None:
    with frozen_clock(NOON):
        number = make_ticket(assignee_id=me.actor.agent_id).number
    with frozen_clock(NOON + timedelta(days=2)):
        deliver_events()
    assert mails_at(NOON + timedelta(days=2)) == []
    assert [one["ticket"]["number"] for one in me.lines] == [number]


def test_english_people_get_english_mails(me: Person, colleague: Person) -> None:
    assert me.actor.agent_id is not None
    people.edit_agent(agent_id=me.actor.agent_id, locale="en")
    number = given_at(NOON, colleague, me)
    (mail,) = mails_at(NOON)
    assert mail.subject == f"[{number}] 周航 assigned the ticket to you"
    assert "answers to it are not read" in mail.text


def test_what_he_may_not_see_any_more_is_not_sent(me: Person, colleague: Person) -> None:
    """E: rights are asked when the mail leaves, not when the fact happened."""
    number = given_at(NOON, colleague, me)
    label_ticket(number, a_label())
    assert mails_at(NOON) == []
    assert Delivery.objects.get(channel="mail").state == "dropped"


def test_who_was_switched_off_meanwhile_gets_no_mail(me: Person, colleague: Person) -> None:
    given_at(NOON, colleague, me)
    deactivate_account(actor=SYSTEM("test"), account_id=me.actor.account_id, at=now())  # type: ignore[arg-type]
    assert mails_at(NOON) == []


def test_a_masked_number_is_masked_in_the_mail_too(me: Person, colleague: Person) -> None:
    given_at(NOON, colleague, me, subject="证件号 11010519491231002X")
    (mail,) = mails_at(NOON)
    assert "11010519491231002X" not in mail.subject + mail.text + mail.html


@pytest.mark.parametrize(
    "subject", ["<img src=x onerror=alert(1)>", "a\r\nBcc: x@y.example", "{by.__class__}"]
)
def test_a_hostile_subject_stays_text(me: Person, colleague: Person, subject: str) -> None:
    given_at(NOON, colleague, me, subject=subject)
    (mail,) = mails_at(NOON)
    assert "<img" not in mail.html
    parsed = message_from_bytes(mail.data, policy=default)
    assert parsed["Bcc"] is None


def test_a_hostile_name_is_no_template(me: Person) -> None:
    evil = a_person(name="{text.__init__} {0}")
    given_at(NOON, evil, me)
    (mail,) = mails_at(NOON)
    assert "(text.__init__)" in mail.subject


def test_notices_hold_back_nothing_else_and_are_limited(me: Person, colleague: Person) -> None:
    for number in range(60):
        write_one("notice", to=me.email, at=NOON, key=f"n{number}")
    given_at(NOON, colleague, me)
    assert mails_at(NOON) == []
    assert len(mails_at(NOON + timedelta(hours=1, minutes=1))) == 1
    assert write_one("survey", to=me.email, at=NOON, key="s") is not None


def test_no_requester_ever_gets_one(me: Person, colleague: Person) -> None:
    given_at(NOON, colleague, me)
    mails_at(NOON)
    agents = {agent.email for agent in people.active_agents()}
    assert {mail.to for mail in written_mails("notice")} <= agents
