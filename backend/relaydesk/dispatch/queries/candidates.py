"""Everybody who might get a ticket, by two statements for any number of members."""

from collections.abc import Collection
from uuid import UUID

from relaydesk.dispatch.rules.choosing import DEFAULT_CAPACITY, Candidate
from relaydesk.dispatch.rules.lock_groups import lock_group
from relaydesk.people import public as people
from relaydesk.people.contracts import AgentView
from relaydesk.platform.sql import hot_cursor

# Seconds instead of a timestamp: reading a thousand of those would take longer than all the rest.
_DUTIES = """
SELECT agent_id, load, capacity, extract(epoch FROM last_assigned_at)::float8
FROM dispatch_agentduty WHERE agent_id = ANY(%s::uuid[])
"""


def lock_team(team_id: UUID) -> None:
    """Let nobody else decide for the same agents until this transaction ends, by one statement."""
    members = {team.id: team.member_ids for team in people.teams()}
    key = lock_group(team_id, members).int & 0x7FFF_FFFF_FFFF_FFFF
    with hot_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s::bigint)", [key])


def members_of(team_id: UUID) -> list[Candidate]:
    """The members of a team with presence, load and capacity, by name."""
    return _with_duties(people.members_presence(team_id))


def candidates(agents: Collection[AgentView]) -> list[Candidate]:
    """Agents with load and capacity, by name."""
    ordered = sorted(agents, key=lambda one: (one.name, one.id))
    return _with_duties([(one.id, one.name, one.presence.value, one.active) for one in ordered])


def _with_duties(people_rows: list[tuple[UUID, str, str, bool]]) -> list[Candidate]:
    with hot_cursor() as cursor:
        # One text instead of a thousand parameters: adapting those would take longer than the query.
        cursor.execute(_DUTIES, ["{" + ",".join([row[0].hex for row in people_rows]) + "}"])
        duties = {duty[0]: duty for duty in cursor.fetchall()}
    found: list[Candidate] = []
    for agent_id, name, presence, active in people_rows:
        _, load, capacity, last = duties.get(agent_id, (agent_id, 0, DEFAULT_CAPACITY, None))
        found.append(Candidate(agent_id, name, presence, active, load, capacity, last))
    return found
