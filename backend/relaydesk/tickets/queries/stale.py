"""What happened to a ticket after the version that somebody had before him, as he may see it."""

from typing import Any

from relaydesk.access.contracts import Actor
from relaydesk.platform.events.history import history
from relaydesk.tickets.events import subject_of
from relaydesk.tickets.queries.seen_numbers import seen_numbers, without_unseen
from relaydesk.tickets.queries.showing import shown_to
from relaydesk.tickets.rules.state import TicketState

MAX_CHANGES = 50


def changes_since(state: TicketState, version: int, *, actor: Actor) -> list[dict[str, Any]]:
    """The changes after `version`, oldest first, at most the last 50; the reader's own are marked `own`."""
    reader = None if actor.agent_id is None else str(actor.agent_id)
    facts = history(subject_of(state.id), newest_first=True, limit=MAX_CHANGES)
    later = [fact for fact in reversed(facts) if fact.payload.get("ticket_version", 0) > version]
    numbers = seen_numbers(actor, {fact.payload.get("other_id") for fact in later} - {None})
    changes = (
        {
            "name": fact.name,
            "actor": {"kind": fact.actor.kind, "name": fact.actor.name},
            "own": reader is not None and fact.actor.id == reader,
            "at": fact.at,
            "data": without_unseen(fact.payload, numbers),
        }
        for fact in later
    )
    return [told for change in changes if (told := shown_to(actor, state.type_key, change))]
