"""Make, change and remove teams."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.people.actions.keeping import (
    Changes,
    count_up,
    lock_row,
    must_exist,
    plain,
    refused_when_taken,
    remove_row,
    set_fields,
)
from relaydesk.people.contracts import Caller
from relaydesk.people.events import TeamChanged, TeamMade, TeamRemoved
from relaydesk.people.models import Agent, Department, Team, TeamMember
from relaydesk.people.rules.identities import clean_name
from relaydesk.platform import cache
from relaydesk.platform.errors import Invalid
from relaydesk.platform.events import record

WRITABLE = frozenset({"key", "name", "name_en", "department_id", "member_ids"})
KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_ONCE = ("people_team_key_key", "team_exists", "A team with this key exists.")


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    for name in values.keys() - WRITABLE:
        raise Invalid.field(name, "not_writable", "This cannot be changed here.")
    tidy = dict(values)
    if "key" in tidy and not KEY.fullmatch(tidy["key"]):
        raise Invalid.field("key", "malformed", "Small letters, digits, - and _.")
    for name in ("name", "name_en"):
        if name in tidy:
            tidy[name] = clean_name(tidy[name], "")[:120]
    if not tidy.get("name", "x"):
        raise Invalid.field("name", "required", "A team needs a name.")
    must_exist(Department, [tidy["department_id"]] if tidy.get("department_id") else [], "department_id")
    must_exist(Agent, tidy.get("member_ids") or [], "member_ids")
    return tidy


def _set_members(team_id: UUID, wanted: Iterable[UUID]) -> Changes:
    before = set(TeamMember.objects.filter(team_id=team_id).values_list("agent_id", flat=True))
    after = set(wanted)
    if before == after:
        return {}
    TeamMember.objects.filter(team_id=team_id, agent_id__in=before - after).delete()
    TeamMember.objects.bulk_create(
        [TeamMember(team_id=team_id, agent_id=agent_id) for agent_id in after - before],
        ignore_conflicts=True,
    )
    return {"member_ids": [plain(before), plain(after)]}


@transaction.atomic
def make_team(*, actor: Caller, at: datetime, values: Mapping[str, Any]) -> UUID:
    """Make a team of agents from any departments.

    Args:
        values: key, name, name_en, department_id, member_ids.

    Raises:
        Invalid: a field is not writable, malformed, or names what does not exist.
        RuleBroken: `team_exists`.
    """
    tidy = _tidy(values)
    members = tidy.pop("member_ids", ())
    with refused_when_taken(*_ONCE):
        team = Team.objects.create(**tidy)
    _set_members(team.id, members)
    cache.clear_all()
    fact = TeamMade(team_id=team.id, key=team.key, title=team.name)
    record(fact, actor=actor.ref, subject=f"team:{team.id}", at=at)
    return team.id


@transaction.atomic
def change_team(
    *,
    actor: Caller,
    at: datetime,
    team_id: UUID,
    values: Mapping[str, Any],
    expected_version: int | None = None,
) -> None:
    """Change fields or members of a team; the same again records nothing.

    Raises:
        NotFound, Stale, Invalid: as usual.
        RuleBroken: `team_exists`.
    """
    team = lock_row(Team, team_id, expected_version)
    tidy = _tidy(values)
    changes = _set_members(team_id, tidy.pop("member_ids")) if "member_ids" in tidy else {}
    changes |= set_fields(team, tidy)
    if not changes:
        return
    with refused_when_taken(*_ONCE):
        count_up(team)
    record(TeamChanged(team_id=team_id, changes=changes), actor=actor.ref, subject=f"team:{team_id}", at=at)


@transaction.atomic
def remove_team(*, actor: Caller, at: datetime, team_id: UUID, expected_version: int | None = None) -> None:
    """Remove a team that no ticket, type of tickets or decision names; its members leave it.

    Raises:
        NotFound, Stale: as usual.
        RuleBroken: `in_use`.
    """
    team = lock_row(Team, team_id, expected_version)
    TeamMember.objects.filter(team_id=team_id).delete()
    remove_row(Team, team_id)
    record(TeamRemoved(team_id=team_id, title=team.name), actor=actor.ref, subject=f"team:{team_id}", at=at)
