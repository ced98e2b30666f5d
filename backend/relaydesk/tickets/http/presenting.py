"""From states to the JSON of the API: plain dicts, people and sections looked up for all rows at once."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.people.contracts import AgentView, ContactView
from relaydesk.tickets.actions.take_request import Taken
from relaydesk.tickets.contracts import MessageView, Recipients
from relaydesk.tickets.policies import can_flags
from relaydesk.tickets.queries.catalogue import TypeEntry, catalogue
from relaydesk.tickets.queries.lookups import progress_of
from relaydesk.tickets.queries.merging import number_of_root
from relaydesk.tickets.queries.messages import recipients_from
from relaydesk.tickets.queries.rows import (
    present_status,
    row_of,
    seen_contacts,
    teams_of_rows,
    time_left_of,
    words_of_rows,
)
from relaydesk.tickets.queries.seen_numbers import seen_numbers, without_unseen
from relaydesk.tickets.queries.sight import Sight
from relaydesk.tickets.queries.timeline import NAME, TimelineRow, origin_of, payload_of
from relaydesk.tickets.rules.state import TicketState
from relaydesk.tickets.sections import message_section, ticket_section

Json = dict[str, Any]


def present_ticket(state: TicketState, *, actor: Actor) -> Json:
    """One ticket in full."""
    requesters = seen_contacts(actor, people.contacts([state.requester_id]))
    agents = people.agents([state.assignee_id]) if state.assignee_id else {}
    satisfaction = ticket_section("satisfaction", [state.id]).get(state.id)
    return _ticket(state, actor, requesters, agents, satisfaction)


def present_new_ticket(taken: Taken, *, actor: Actor) -> Json:
    """A ticket that was opened just now: its people are at hand, and nobody can have rated it."""
    agents = {taken.assignee.id: taken.assignee} if taken.assignee else {}
    return _ticket(
        taken.state, actor, seen_contacts(actor, {taken.requester.id: taken.requester}), agents, None
    )


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
    left = time_left_of([state]).get(state.id)
    shown = {
        **row_of(state, requesters, agents, teams_of_rows(), words_of_rows(), left),
        "deleted_at": state.deleted_at,
        "snoozed_at": state.snoozed_at,
        "snoozed_until": state.snoozed_until,
        "merged": state.merged_into_id is not None,
        "merged_into": number_of_root(actor, state),
        "department": {"id": department.id, "name": department.name} if department else None,
        "solved_at": state.solved_at,
        "closed_at": state.closed_at,
        "stopwatches": stopwatches,
        "satisfaction": satisfaction,
        "next_statuses": [present_status(status) for status in entry.next_of(state.status_key)],
        "can": can_flags(actor, state, state.type_key, merged=state.merged_into_id is not None),
        "progress": progress_of(state.view()),
    }
    return Sight(actor).row(shown)


def present_type(entry: TypeEntry) -> Json:
    """A ticket type with its statuses and legal moves."""
    return {
        "key": entry.key,
        "name": entry.name,
        "name_en": entry.name_en,
        "statuses": [present_status(status) for status in entry.statuses.values()],
        "transitions": {key: [status.key for status in entry.next_of(key)] for key in entry.statuses},
    }


def present_timeline(rows: Sequence[TimelineRow], *, actor: Actor, type_key: str) -> list[Json]:
    """Lines of a timeline; one statement for each section of messages."""
    sight = Sight(actor)
    message_ids = [row.message_id for row in rows if row.message_id]
    delivery = message_section("delivery", message_ids)
    originals = message_section("original", message_ids)
    told = [payload_of(row) if row.message_id is None else {} for row in rows]
    numbers = seen_numbers(actor, {*map(origin_of, rows), *(one.get("other_id") for one in told)} - {None})
    lines = (sight.line(_line(row, delivery, originals, numbers), type_key) for row in rows)
    return [line for line in lines if line is not None]


def _line(
    row: TimelineRow,
    delivery: Mapping[UUID, Any],
    originals: Mapping[UUID, Any],
    numbers: Mapping[int, str],
) -> Json:
    visibility, author_kind, agent_id, contact_id, author_name, channel, automatic, html, text, quoted = (
        row.columns[:10]
    )
    recipients = recipients_from(row.columns[10])
    if row.message_id is None:
        event = {
            "name": row.columns[NAME],
            "data": without_unseen(payload_of(row), numbers),
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
        "recipients": _recipients(recipients),
        "merged_from": {"number": numbers.get(origin)} if (origin := origin_of(row)) else None,
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
        "recipients": _recipients(view.recipients),
        "merged_from": None,
    }


def masked(message: Json, *, actor: Actor, type_key: str) -> Json | None:
    """A message as this reader sees it."""
    line = Sight(actor).line({"event": None, "message": message}, type_key)
    return line["message"] if line else None


def _recipients(recipients: Recipients | None) -> Json | None:
    if recipients is None:
        return None
    return {"to": recipients.to, "cc": recipients.cc, "bcc": recipients.bcc}


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
