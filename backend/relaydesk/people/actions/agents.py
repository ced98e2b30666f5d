"""Make and change agents; deactivate and reactivate them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from relaydesk.people.actions.keeping import (
    Changes,
    count_up,
    lock_row,
    must_exist,
    plain,
    refused_when_taken,
    set_fields,
)
from relaydesk.people.contracts import Caller, Place, Presence, SkillLevel
from relaydesk.people.events import (
    AgentChanged,
    AgentDeactivated,
    AgentMade,
    AgentPresenceChanged,
    AgentReactivated,
)
from relaydesk.people.models import Agent, AgentPost, AgentSkill, Department, Post, Skill, Team, TeamMember
from relaydesk.people.rules.identities import clean_name, normal_email
from relaydesk.platform import cache
from relaydesk.platform.errors import Invalid
from relaydesk.platform.events import Event, record
from relaydesk.platform.time_zones import time_zones

PLAIN = frozenset({"name", "email", "department_id", "locale", "timezone", "avatar_color"})
WRITABLE = PLAIN | {"team_ids", "post_ids", "skills", "place", "active", "presence"}
LOCALES = ("zh", "en")
MAX_SKILLS = 200
_ONCE = ("people_agent_email_ci", "agent_exists", "An agent with this address exists.")


@transaction.atomic
def make_agent(*, actor: Caller, at: datetime, values: Mapping[str, Any]) -> UUID:
    """Make an agent.

    Args:
        values: name, email, and whatever `change_agent` may set.

    Raises:
        Invalid: a field is not writable, malformed, or names what does not exist.
        RuleBroken: `agent_exists`.
    """
    tidy = _tidy(values)
    agent = Agent(**_columns(tidy))
    if "presence" in tidy:
        agent.presence, agent.presence_at = Presence(tidy["presence"]).value, at
    agent.active = bool(tidy.get("active", True))
    with refused_when_taken(*_ONCE):
        agent.save(force_insert=True)
    _set_lists(agent.id, tidy)
    cache.clear_all()
    record(
        AgentMade(agent_id=agent.id, title=agent.name), actor=actor.ref, subject=f"agent:{agent.id}", at=at
    )
    return agent.id


@transaction.atomic
def change_agent(
    *,
    actor: Caller,
    at: datetime,
    agent_id: UUID,
    values: Mapping[str, Any],
    expected_version: int | None = None,
) -> None:
    """Change fields of an agent; the same again records nothing.

    Somebody who is deactivated is off and signs in no longer with the next request; his account is switched
    off by `access`, and his open tickets are given back to their teams by `dispatch`, which hear of it.

    Args:
        values: name, email, department_id, team_ids, post_ids, skills, place, locale, timezone,
            avatar_color, active, presence: those to change.

    Raises:
        NotFound, Stale, Invalid: as usual.
        RuleBroken: `agent_exists`.
    """
    agent = lock_row(Agent, agent_id, expected_version)
    tidy = _tidy(values)
    changes = set_fields(agent, _columns(tidy)) | _set_lists(agent_id, tidy)
    facts: list[Event] = [AgentChanged(agent_id=agent_id, changes=changes)] if changes else []
    facts += _activity(agent, tidy, at)
    if not facts:
        return
    with refused_when_taken(*_ONCE):
        count_up(agent)
    record(*facts, actor=actor.ref, subject=f"agent:{agent_id}", at=at)


def _activity(agent: Agent, tidy: Mapping[str, Any], at: datetime) -> list[Event]:
    """Set whether he works here and whether he takes work now; tell what differs."""
    facts: list[Event] = []
    active = bool(tidy.get("active", agent.active))
    if active != agent.active:
        agent.active = active
        facts.append(AgentReactivated(agent_id=agent.id) if active else AgentDeactivated(agent_id=agent.id))
    before = agent.presence
    after = Presence(tidy.get("presence", before)).value if active else Presence.OFF.value
    if after != before:
        agent.presence, agent.presence_at = after, at
        facts.append(AgentPresenceChanged(agent_id=agent.id, presence=after, before=before))
    return facts


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    for name in values.keys() - WRITABLE:
        raise Invalid.field(name, "not_writable", "This cannot be changed here.")
    tidy = dict(values)
    if "email" in tidy:
        tidy["email"] = normal_email(tidy["email"] or "")
        if tidy["email"] is None:
            raise Invalid.field("email", "not_an_address", "This is not an e-mail address.")
    if "name" in tidy:
        tidy["name"] = clean_name(tidy["name"], "")[:120]
        if not tidy["name"]:
            raise Invalid.field("name", "required", "An agent needs a name.")
    if tidy.get("locale", "zh") not in LOCALES:
        raise Invalid.field("locale", "unknown_value", "zh or en.")
    if tidy.get("timezone", "UTC") not in time_zones():
        raise Invalid.field("timezone", "unknown_value", "A name of the time zone database.")
    _check_place(tidy.get("place"))
    _check_skills(tidy.get("skills") or ())
    must_exist(Department, [tidy["department_id"]] if tidy.get("department_id") else [], "department_id")
    must_exist(Team, tidy.get("team_ids") or [], "team_ids")
    must_exist(Post, tidy.get("post_ids") or [], "post_ids")
    must_exist(Skill, [one.skill_id for one in tidy.get("skills") or ()], "skills")
    return tidy


def _check_place(place: Place | None) -> None:
    if place is None:
        return
    if (place.lat is None) != (place.lon is None):
        raise Invalid.field("place", "half_a_place", "Give both coordinates, or none.")
    if (
        place.lat is not None
        and place.lon is not None
        and not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180)
    ):
        raise Invalid.field("place", "out_of_range", "Latitude -90 to 90, longitude -180 to 180.")


def _check_skills(skills: Sequence[SkillLevel]) -> None:
    if len({one.skill_id for one in skills}) != len(skills):
        raise Invalid.field("skills", "repeated", "A skill stands here twice.")
    if len(skills) > MAX_SKILLS:
        raise Invalid.field("skills", "too_many", f"At most {MAX_SKILLS}.")


def _columns(tidy: Mapping[str, Any]) -> dict[str, Any]:
    columns = {name: value for name, value in tidy.items() if name in PLAIN}
    if "place" in tidy:
        place = tidy["place"] or Place(None, None, "")
        address = clean_name(place.address, "")[:300]
        columns |= {"latitude": place.lat, "longitude": place.lon, "address": address}
    return columns


def _set_lists(agent_id: UUID, tidy: Mapping[str, Any]) -> Changes:
    changes: Changes = {}
    if "team_ids" in tidy:
        changes |= _replace(TeamMember, agent_id, "team_id", tidy["team_ids"])
    if "post_ids" in tidy:
        changes |= _replace(AgentPost, agent_id, "post_id", tidy["post_ids"])
    if "skills" in tidy:
        changes |= _replace_skills(agent_id, tidy["skills"])
    return changes


def _replace(model: type[Model], agent_id: UUID, column: str, wanted: Iterable[UUID]) -> Changes:
    rows = model._default_manager.filter(agent_id=agent_id)
    before, after = set(rows.values_list(column, flat=True)), set(wanted)
    if before == after:
        return {}
    rows.filter(**{f"{column}__in": before - after}).delete()
    model._default_manager.bulk_create(
        [model(**{"agent_id": agent_id, column: one}) for one in after - before], ignore_conflicts=True
    )
    return {f"{column}s": [plain(before), plain(after)]}


def _replace_skills(agent_id: UUID, wanted: Sequence[SkillLevel]) -> Changes:
    rows = AgentSkill.objects.filter(agent_id=agent_id)
    before = {(s.skill_id, s.level, s.valid_until) for s in rows}
    after = {(s.skill_id, s.level, s.valid_until) for s in wanted}
    if before == after:
        return {}
    rows.delete()
    AgentSkill.objects.bulk_create(
        AgentSkill(agent_id=agent_id, skill_id=skill, level=level, valid_until=until)
        for skill, level, until in after
    )
    return {
        "skills": [
            sorted(f"{skill}:{level}:{until or ''}" for skill, level, until in side)
            for side in (before, after)
        ]
    }
