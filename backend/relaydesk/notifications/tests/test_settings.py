"""What people and roles choose."""

from typing import Any

import pytest

from relaydesk.access.testing import an_administrator, client_of
from relaydesk.notifications.tests.conftest import Person, a_person, opened
from relaydesk.platform.events import history

pytestmark = pytest.mark.django_db


def channels(settings: Any, kind: str) -> list[str]:
    return next(list(one["channels"]) for one in settings["kinds"] if one["key"] == kind)


def test_who_has_chosen_nothing_takes_the_defaults(me: Person) -> None:
    settings = me.get("/notices/settings")
    assert channels(settings, "mentioned") == ["app", "mail", "push"]
    assert channels(settings, "team") == ["app"]
    assert (settings["digest"], settings["quiet_from"], settings["version"]) == ("each", None, 0)
    assert settings["timezone"] == "Asia/Shanghai"


def test_a_choice_is_kept_recorded_and_acted_upon(me: Person) -> None:
    body = {"channels": {"team": []}, "digest": "daily", "daily_at": "18:30", "quiet_from": "21:00",
            "quiet_until": "08:00"}  # fmt: skip
    settings = me.patch("/notices/settings", body)
    assert channels(settings, "team") == []
    assert (settings["daily_at"], settings["quiet_from"], settings["version"]) == ("18:30", "21:00", 1)
    assert channels(settings, "mentioned") == ["app", "mail", "push"]
    opened()
    assert me.unread == 0
    (fact,) = list(history(f"notices:{me.actor.agent_id}"))
    assert fact.event.after["digest"] == "daily"


def test_the_same_choice_again_records_nothing(me: Person) -> None:
    me.patch("/notices/settings", {"digest": "hourly"})
    assert me.patch("/notices/settings", {"digest": "hourly"})["version"] == 1


def test_quiet_hours_are_taken_away_again(me: Person) -> None:
    me.patch("/notices/settings", {"quiet_from": "21:00", "quiet_until": "08:00"})
    settings = me.patch("/notices/settings", {"quiet_from": None, "quiet_until": None})
    assert (settings["quiet_from"], settings["quiet_until"]) == (None, None)


@pytest.mark.parametrize(
    "body",
    [
        {"channels": {"nonsense": ["app"]}},
        {"channels": {"team": ["fax"]}},
        {"digest": "weekly"},
        {"digest": None},
        {"quiet_from": "21:00"},
        {"quiet_from": "08:00", "quiet_until": "08:00"},
        {"quiet_from": "25:00", "quiet_until": "08:00"},
        {"unknown": 1},
    ],
)
def test_what_makes_no_sense_is_refused(me: Person, body: dict[str, Any]) -> None:
    me.patch("/notices/settings", body, status=422)


def test_who_chose_in_another_window_is_told(me: Person) -> None:
    me.patch("/notices/settings", {"digest": "hourly"}, headers={"If-Match": '"0"'})
    stale = me.patch("/notices/settings", {"digest": "daily"}, status=412, headers={"If-Match": '"0"'})
    assert stale["current_version"] == 1


def test_a_role_has_defaults_that_ones_own_choice_goes_before(me: Person) -> None:
    other = a_person()
    admin = Person(an_administrator(), client_of(an_administrator()))
    me.patch("/notices/settings", {"channels": {"team": ["app"]}})
    changed = admin.patch("/notices/roles/agent", {"channels": {"team": ["mail"], "noted": []}})
    assert channels(changed, "team") == ["mail"]
    assert channels(other.get("/notices/settings"), "team") == ["mail"]
    assert channels(other.get("/notices/settings"), "noted") == []
    assert channels(me.get("/notices/settings"), "team") == ["app"]


def test_agents_do_not_choose_for_roles(me: Person) -> None:
    """A: the defaults of roles belong to the administration."""
    me.patch("/notices/roles/agent", {"channels": {}}, status=403)
    admin = Person(an_administrator(), client_of(an_administrator()))
    admin.patch("/notices/roles/nobody", {"channels": {}}, status=404)
