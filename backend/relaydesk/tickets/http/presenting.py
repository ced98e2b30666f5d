"""From states to the JSON of the API: plain dicts, people and sections looked up for all rows at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from relaydesk.access import public as access
from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.people.contracts import AgentView, ContactView, TeamView
from relaydesk.platform.cache import cached
from relaydesk.tickets.actions.take_request import Taken
from relaydesk.tickets.contracts import MessageView, StatusView
from relaydesk.tickets.http.sight import Sight
from relaydesk.tickets.policies import can_flags
from relaydesk.tickets.queries.catalogue import TypeEntry, catalogue
from relaydesk.tickets.queries.lookups import progress_of
from relaydesk.tickets.queries.timeline import TimelineRow, payload_of
from relaydesk.tickets.rules.state import PRIORITIES, TicketState
from relaydesk.tickets.sections import message_section, ticket_section

Json = dict[str, Any]


def present_rows(states: Sequence[TicketState], *, actor: Actor) -> list[Json]:
    """Rows of a list; two statements for all their people."""
    requesters = _seen(actor, people.contacts({state.requester_id for state in states})) if states else {}
    agent_ids = {state.assignee_id for state in states if state.assignee_id}
    agents = people.agents(agent_ids) if agent_ids else {}
    teams, words, sight = _teams(), _words(), Sight(actor)
    return [sight.row(_row(state, requesters, agents, teams, words)) for state in states]


def present_ticket(state: TicketState, *, actor: Actor) -> Json:
    """One ticket in full."""
    requesters = _seen(actor, people.contacts([state.requester_id]))
    agents = people.agents([state.assignee_id]) if state.assignee_id else {}
    satisfaction = ticket_section("satisfaction", [state.id]).get(state.id)
    return _ticket(state, actor, requesters, agents, satisfaction)


def present_new_ticket(taken: Taken, *, actor: Actor) -> Json:
    """A ticket that was opened just now: its people are at hand, and nobody can have rated it."""
    agents = {taken.assignee.id: taken.assignee} if taken.assignee else {}
    return _ticket(taken.state, actor, _seen(actor, {taken.requester.id: taken.requester}), agents, None)


def _seen(actor: Actor, contacts: Mapping[UUID, ContactView]) -> Mapping[UUID, ContactView]:
    """Without those whose sensitivity label the reader is not cleared for: of them only the id remains."""
    if actor.labels is None or all(one.label is None for one in contacts.values()):
        return contacts
    return {ident: one for ident, one in contacts.items() if actor.cleared_for(one.label)}


def _ticket(
    state: TicketState,
    actor: Actor,
    requesters: Mapping[UUID, ContactView],
    agents: Mapping[UUID, AgentView],
    satisfaction: Any,
) -> Json:
    entry = catalogue().types_by_id[state.type_id]
    stopwatches = state.stopwatches
    if stopwatches is None:
        stopwatches = ticket_section("stopwatches", [state.id]).get(state.id, ())
    department = people.department(state.department_id) if state.department_id else None
    shown = {
        **_row(state, requesters, agents, _teams(), _words()),
        "deleted_at": state.deleted_at,
        "department": {"id": department.id, "name": department.name} if department else None,
        "solved_at": state.solved_at,
        "closed_at": state.closed_at,
        "stopwatches": stopwatches,
        "satisfaction": satisfaction,
        "next_statuses": [present_status(status) for status in entry.next_of(state.status_key)],
        "can": can_flags(actor, state, state.type_key),
        "progress": progress_of(state.view()),
    }
    return Sight(actor).row(shown)


def present_status(status: StatusView) -> Json:
    """A status."""
    return {
        "key": status.key,
        "name": status.name,
        "name_en": status.name_en,
        "category": status.category.value,
        "color": status.color,
    }


def present_type(entry: TypeEntry) -> Json:
    """A ticket type with its statuses and legal moves."""
    return {
        "key": entry.key,
        "name": entry.name,
        "name_en": entry.name_en,
        "statuses": [present_status(status) for status in entry.statuses.values()],
        "transitions": {key: [status.key for status in entry.next_of(key)] for key in entry.statuses},
    }


@dataclass(frozen=True, slots=True)
class _Words:
    """Types and statuses as every row shows them."""

    types: Mapping[UUID, Json]
    statuses: Mapping[UUID, Json]


@cached(seconds=1)
def _words() -> _Words:
    known = catalogue()
    return _Words(
        types={i: {"key": t.key, "name": t.name, "name_en": t.name_en} for i, t in known.types_by_id.items()},
        statuses={i: present_status(status) for i, status in known.statuses_by_id.items()},
    )


@cached(seconds=1)
def _teams() -> Mapping[UUID, TeamView]:
    return {team.id: team for team in people.teams()}


def _row(
    state: TicketState,
    requesters: Mapping[UUID, ContactView],
    agents: Mapping[UUID, AgentView],
    teams: Mapping[UUID, TeamView],
    words: _Words,
) -> Json:
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
        "at_risk": state.at_risk,
        "last_public_message_at": state.last_public_message_at,
        "planned_from": state.planned_from,
        "planned_until": state.planned_until,
    }


def _label(key: str) -> Json:
    label = access.labels().get(key)
    known = (label.name, label.name_en, label.colour) if label else (key, key, "#d4380d")
    return {"key": key, **dict(zip(("name", "name_en", "colour"), known, strict=True))}


def present_timeline(rows: Sequence[TimelineRow], *, actor: Actor, type_key: str) -> list[Json]:
    """Lines of a timeline; one statement for each section of messages."""
    sight = Sight(actor)
    message_ids = [row.message_id for row in rows if row.message_id]
    delivery = message_section("delivery", message_ids)
    originals = message_section("original", message_ids)
    lines = (sight.line(_line(row, delivery, originals), type_key) for row in rows)
    return [line for line in lines if line is not None]


def _line(row: TimelineRow, delivery: Mapping[UUID, Any], originals: Mapping[UUID, Any]) -> Json:
    visibility, author_kind, agent_id, contact_id, author_name, channel, automatic, html, text, quoted = (
        row.columns[:10]
    )
    if row.message_id is None:
        event = {
            "name": row.columns[10],
            "data": payload_of(row),
            "actor": {"kind": author_kind, "name": author_name},
        }
        return {"id": f"event-{row.event_id}", "at": row.at, "kind": "event", "message": None, "event": event}
    message = {
        "id": row.message_id,
        "visibility": visibility,
        "author": {"kind": author_kind, "id": agent_id or contact_id, "name": author_name},
        "channel": channel,
        "automatic": automatic,
        "body_html": html,
        "quoted_html": quoted,
        "body_text": text,
        "created_at": row.at,
        "attachments": [present_attachment(a) for a in row.attachments],
        "delivery": delivery.get(row.message_id),
        "has_original": bool(originals.get(row.message_id, False)),
    }
    kind = "note" if visibility == "note" else "message"
    return {"id": str(row.message_id), "at": row.at, "kind": kind, "message": message, "event": None}


def present_message(view: MessageView) -> Json:
    """A message that was written just now: nothing of it can have travelled yet."""
    return {
        "id": view.id,
        "visibility": view.visibility.value,
        "author": {
            "kind": view.author_kind.value,
            "id": view.author_agent_id or view.author_contact_id,
            "name": view.author_name,
        },
        "channel": view.channel,
        "automatic": view.automatic,
        "body_html": view.body_html,
        "quoted_html": view.quoted_html,
        "body_text": view.body_text,
        "created_at": view.created_at,
        "attachments": [present_attachment(a) for a in view.attachments],
        "delivery": None,
        "has_original": False,
    }


def present_attachment(attachment: Any) -> Json:
    """An attachment."""
    return {
        "id": attachment.id,
        "name": attachment.name,
        "size": attachment.size,
        "content_type": attachment.content_type,
        "url": attachment.url,
        "inline": attachment.inline,
    }
