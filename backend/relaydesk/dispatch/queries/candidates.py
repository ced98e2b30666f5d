"""Everybody who might get a ticket, by three statements for any number of members."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection

from relaydesk.dispatch.models import AgentDuty
from relaydesk.dispatch.rules.choosing import DEFAULT_CAPACITY, Candidate
from relaydesk.dispatch.rules.lock_groups import lock_group
from relaydesk.people import public as people
from relaydesk.people.contracts import AgentView
from relaydesk.tickets import public as tickets


def lock_team(team_id: UUID) -> None:
    """Let nobody else decide for the same agents until this transaction ends, by one statement."""
    members = {team.id: team.member_ids for team in people.teams()}
    key = lock_group(team_id, members).int & 0x7FFF_FFFF_FFFF_FFFF
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def members_of(team_id: UUID) -> list[Candidate]:
    """The members of a team with presence, load and capacity, by name."""
    team = people.team(team_id)
    if team is None or not team.member_ids:
        return []
    return candidates(people.agents(team.member_ids).values())


def candidates(agents: Collection[AgentView]) -> list[Candidate]:
    """Agents with load and capacity, by name."""
    ids = [agent.id for agent in agents]
    duties = {agent_id: (capacity, last) for agent_id, capacity, last in _duties(ids)}
    loads = tickets.open_load(ids)
    found = []
    for agent in sorted(agents, key=lambda one: (one.name, one.id)):
        capacity, last = duties.get(agent.id, (DEFAULT_CAPACITY, None))
        found.append(
            Candidate(
                agent_id=agent.id,
                name=agent.name,
                presence=agent.presence.value,
                active=agent.active,
                load=loads.get(agent.id, 0),
                capacity=capacity,
                last_assigned_at=last,
            )
        )
    return found


def _duties(ids: Collection[UUID]) -> list[tuple[UUID, int, datetime | None]]:
    rows = AgentDuty.objects.filter(agent_id__in=ids)
    return list(rows.values_list("agent_id", "capacity", "last_assigned_at"))
