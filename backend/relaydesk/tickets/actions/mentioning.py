"""Mentions 提及: whom a note names with `@`."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from relaydesk.platform.errors import FieldError, Invalid
from relaydesk.platform.ids import uuid7
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets.actions.storing import Change
from relaydesk.tickets.contracts import MAX_MENTIONS, MessageView
from relaydesk.tickets.events import AgentMentioned
from relaydesk.tickets.queries.mentionable import seeing
from relaydesk.tickets.rules.state import TicketState

_STORE = """
INSERT INTO tickets_mention (id, agent_id, message_id, ticket_id, created_at)
SELECT given.id, given.agent, %s, %s, %s FROM unnest(%s::uuid[], %s::uuid[]) AS given(id, agent)
"""


def check_mentions(state: TicketState, agent_ids: Sequence[UUID], *, at: datetime) -> None:
    """Insist that all who are named can see the ticket: a name in a note must not tell of it further.

    Raises:
        Invalid: "cannot_see_ticket" with their names, "unknown_agent", "too_many".
    """
    if not agent_ids:
        return
    if len(agent_ids) > MAX_MENTIONS:
        raise Invalid.field("body_html", "too_many", f"At most {MAX_MENTIONS} people can be mentioned.")
    found = seeing(state, agent_ids, at=at)
    if len(found) < len(agent_ids):
        raise Invalid.field("body_html", "unknown_agent", "Somebody mentioned does not work here.")
    blind = [name for name, sees in found.values() if not sees]
    if blind:
        names = ", ".join(sorted(blind))
        raise Invalid([FieldError("body_html", "cannot_see_ticket", f"Cannot see this ticket: {names}.")])


def note_mentions(change: Change, message: MessageView, agent_ids: Sequence[UUID]) -> None:
    """Note the fact, to be recorded with the others of this change."""
    if agent_ids:
        state = change.state
        fact = AgentMentioned(
            ticket_id=state.id,
            number=state.number,
            message_id=message.id,
            agent_ids=tuple(agent_ids),
            ticket_version=state.version,
        )
        change.events.append(fact)


def store_mentions(message: MessageView, agent_ids: Sequence[UUID]) -> None:
    """Store who is named; after the message itself, by one statement."""
    if not agent_ids:
        return
    ids = [uuid7() for _ in agent_ids]
    with hot_cursor() as cursor:
        cursor.execute(_STORE, [message.id, message.ticket_id, message.created_at, ids, list(agent_ids)])
