"""Whatever other modules make or change of people is a fact in the log, as by the API."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaydesk.people import public as people
from relaydesk.people.contracts import ContactSpec
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Invalid
from relaydesk.platform.events import ActorRef
from relaydesk.platform.models import Event

pytestmark = pytest.mark.django_db
MAIL = ActorRef(kind="system", id=None, name="mail")


def told(since: int = 0) -> list[tuple[str, str, str]]:
    rows = Event.objects.filter(id__gt=since).order_by("id")
    return [(row.name, row.subject, row.actor_name) for row in rows]


def last() -> int:
    return Event.objects.order_by("-id").values_list("id", flat=True).first() or 0


def test_the_house_that_other_modules_make_is_recorded() -> None:
    department = people.make_department(name="售后部", actor=MAIL)
    team = people.make_team(key="after-sales", name="售后组", department_id=department, actor=MAIL)
    agent = people.make_agent(name="王工", email="wang@example.com", team_ids=(team,), actor=MAIL)
    assert told() == [
        ("people.department.made", f"department:{department}", "mail"),
        ("people.team.made", f"team:{team}", "mail"),
        ("people.agent.made", f"agent:{agent}", "mail"),
    ]


def test_a_team_that_exists_is_found_and_nothing_is_recorded() -> None:
    team = people.make_team(key="after-sales", name="售后组")
    before = last()
    assert people.make_team(key="after-sales", name="whatever") == team
    assert told(before) == []


def test_changes_of_an_agent_are_recorded_and_the_same_again_is_not() -> None:
    agent = people.make_agent(name="王工", email="wang@example.com")
    team = people.make_team(key="after-sales", name="售后组")
    before = last()
    for _ in range(2):
        people.edit_agent(agent_id=agent, locale="en", actor=MAIL)
        people.join_team(team_id=team, agent_id=agent, actor=MAIL)
    for _ in range(2):
        people.leave_team(team_id=team, agent_id=agent, actor=MAIL)
        people.edit_agent(agent_id=agent, active=False, actor=MAIL)
    changed = ("people.agent.changed", f"agent:{agent}", "mail")
    assert told(before) == [
        changed,
        changed,
        changed,
        ("people.agent.deactivated", f"agent:{agent}", "mail"),
    ]
    facts = list(Event.objects.filter(id__gt=before).order_by("id").values_list("payload", flat=True))
    assert facts[0]["changes"] == {"locale": ["zh", "en"]}
    assert facts[1]["changes"] == {"team_ids": [[], [str(team)]]}
    assert facts[2]["changes"] == {"team_ids": [[str(team)], []]}


def test_what_may_not_be_changed_by_the_door_is_refused() -> None:
    agent = people.make_agent(name="王工", email="wang@example.com")
    for changes in ({"email": "other@example.com"}, {"locale": "fr"}, {"presence": "online"}):
        with pytest.raises(Invalid):
            people.edit_agent(agent_id=agent, **changes)


def test_a_new_contact_is_recorded_by_the_statements_that_make_it() -> None:
    with CaptureQueriesContext(connection) as statements:
        made = people.find_or_make_contact(
            email="li@example.com", phone="13800138000", name="李华", actor=MAIL, at=now()
        )
    asked = [one["sql"] for one in statements if "people_" in one["sql"] or "platform_" in one["sql"]]
    assert len(asked) == 3
    subject = f"contact:{made.id}"
    assert told() == [
        ("people.contact.made", subject, "mail"),
        ("people.contact.identity_added", subject, "mail"),
        ("people.contact.identity_added", subject, "mail"),
    ]
    payloads = str(list(Event.objects.values_list("payload", flat=True)))
    assert "li@example.com" not in payloads
    assert "13800138000" not in payloads
    before = last()
    people.find_or_make_contact(email="li@example.com", actor=MAIL, at=now())
    assert told(before) == []


def test_a_number_that_another_has_is_neither_taken_nor_recorded() -> None:
    people.find_or_make_contact(phone="13800138000", at=now())
    before = last()
    made = people.find_or_make_contact(email="li@example.com", phone="13800138000", at=now())
    assert made.phone is None
    assert [name for name, _, _ in told(before)] == ["people.contact.made", "people.contact.identity_added"]


def test_many_contacts_at_once_are_recorded_each_and_only_those_that_are_new() -> None:
    known = people.find_or_make_contact(email="known@example.com", phone="13900139000", at=now())
    before = last()
    specs = [
        ContactSpec(email="known@example.com", name="K"),
        ContactSpec(email="a@example.com", phone="13800138000", name="A"),
        ContactSpec(email="b@example.com", phone="13900139000", name="B"),
        ContactSpec(email="nonsense", name="N"),
    ]
    with CaptureQueriesContext(connection) as statements:
        found = people.find_or_make_contacts(specs, actor=MAIL, at=now())
    asked = [one["sql"] for one in statements if "people_" in one["sql"] or "platform_" in one["sql"]]
    assert len(asked) == 3
    a, b = found[1], found[2]
    assert not isinstance(a, Invalid)
    assert not isinstance(b, Invalid)
    by_subject: dict[str, list[str]] = {}
    for name, subject, actor in told(before):
        assert actor == "mail"
        by_subject.setdefault(subject, []).append(name)
    made, added = "people.contact.made", "people.contact.identity_added"
    assert by_subject == {f"contact:{a.id}": [made, added, added], f"contact:{b.id}": [made, added]}
    assert UUID(str(known.id)) not in {a.id, b.id}
