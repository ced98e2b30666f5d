"""Tickets as the rows that lists and exports show: plain values, people looked up for all rows at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from relaydesk.access import public as access
from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.people.contracts import AgentView, ContactView, TeamView
from relaydesk.platform.cache import cached
from relaydesk.tickets.contracts import StatusView, TimeLeftView
from relaydesk.tickets.queries.catalogue import catalogue
from relaydesk.tickets.queries.sight import Sight
from relaydesk.tickets.rules.state import PRIORITIES, TicketState
from relaydesk.tickets.sections import time_left

Json = dict[str, Any]


def present_rows(states: Sequence[TicketState], *, actor: Actor) -> list[Json]:
    """Rows of a list; two statements for all their people, and one for their time where calendars differ."""
    requesters = (
        seen_contacts(actor, people.contacts({state.requester_id for state in states})) if states else {}
    )
    agent_ids = {state.assignee_id for state in states if state.assignee_id}
    agents = people.agents(agent_ids) if agent_ids else {}
    teams, words, sight = teams_of_rows(), words_of_rows(), Sight(actor)
    left = time_left_of(states)
    return [
        sight.row(row_of(state, requesters, agents, teams, words, left.get(state.id))) for state in states
    ]


def time_left_of(states: Sequence[TicketState]) -> Mapping[int, TimeLeftView]:
    """The working time left of those that are to be done by some instant."""
    return time_left({state.id: state.next_due_at for state in states if state.next_due_at})


def seen_contacts(actor: Actor, contacts: Mapping[UUID, ContactView]) -> Mapping[UUID, ContactView]:
    """Without those whose sensitivity label the reader is not cleared for: of them only the id remains."""
    if actor.labels is None or all(one.label is None for one in contacts.values()):
        return contacts
    return {ident: one for ident, one in contacts.items() if actor.cleared_for(one.label)}


def present_status(status: StatusView) -> Json:
    """A status."""
    return {
        "key": status.key,
        "name": status.name,
        "name_en": status.name_en,
        "category": status.category.value,
        "color": status.color,
    }


@dataclass(frozen=True, slots=True)
class Words:
    """Types and statuses as every row shows them."""

    types: Mapping[UUID, Json]
    statuses: Mapping[UUID, Json]


@cached(seconds=1)
def words_of_rows() -> Words:
    """Types and statuses, at most a second old."""
    known = catalogue()
    return Words(
        types={i: {"key": t.key, "name": t.name, "name_en": t.name_en} for i, t in known.types_by_id.items()},
        statuses={i: present_status(status) for i, status in known.statuses_by_id.items()},
    )


@cached(seconds=1)
def teams_of_rows() -> Mapping[UUID, TeamView]:
    """All teams, at most a second old."""
    return {team.id: team for team in people.teams()}


def row_of(
    state: TicketState,
    requesters: Mapping[UUID, ContactView],
    agents: Mapping[UUID, AgentView],
    teams: Mapping[UUID, TeamView],
    words: Words,
    left: TimeLeftView | None,
) -> Json:
    """One row, before anything is hidden from its reader."""
    requester = requesters.get(state.requester_id)
    agent = agents.get(state.assignee_id) if state.assignee_id else None
    team = teams.get(state.team_id) if state.team_id else None
    return {
        "number": state.number,
        "subject": state.subject,
        "type": words.types[state.type_id],
        "status": words.statuses[state.status_id],
        "priority": PRIORITIES[state.priority],
        "channel": state.channel,
        "requester": {
            "id": state.requester_id,
            "name": requester.name if requester else "",
            "email": requester.email if requester else None,
            "phone": requester.phone if requester else None,
        },
        "assignee": {"id": agent.id, "name": agent.name} if agent else None,
        "team": {"id": team.id, "name": team.name} if team else None,
        "tags": state.tags,
        "label": _label(state.label) if state.label else None,
        "version": state.version,
        "created_at": state.created_at,
        "updated_at": state.updated_at,
        "next_due_at": state.next_due_at,
        "time_left": left,
        "at_risk": state.at_risk,
        "last_public_message_at": state.last_public_message_at,
        "planned_from": state.planned_from,
        "planned_until": state.planned_until,
    }


def _label(key: str) -> Json:
    label = access.labels().get(key)
    known = (label.name, label.name_en, label.colour) if label else (key, key, "#d4380d")
    return {"key": key, **dict(zip(("name", "name_en", "colour"), known, strict=True))}
