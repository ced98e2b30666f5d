"""Merge tickets into one.

The source keeps its number and its history, is closed, and points to the target, in which its thread goes on:
messages are shown there by the time they were written, and whatever comes to the source comes to the target.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Forbidden, Invalid, NotFound, RuleBroken
from relaydesk.platform.ids import uuid7
from relaydesk.tickets.actions import steps
from relaydesk.tickets.actions.add_message import Words, add_message
from relaydesk.tickets.actions.facts import of_merge
from relaydesk.tickets.actions.storing import Change, save
from relaydesk.tickets.contracts import Category, ChangeKind, Visibility
from relaydesk.tickets.events import TicketMerged
from relaydesk.tickets.policies import may_write, reach
from relaydesk.tickets.queries.states import read_states
from relaydesk.tickets.queries.watching import watchers_of
from relaydesk.tickets.rules.merging import MOST_SOURCES, refusal
from relaydesk.tickets.rules.state import TicketState

_MOVE = """
UPDATE tickets_message SET ticket_id = %s, origin_id = coalesce(origin_id, ticket_id)
 WHERE ticket_id = ANY(%s)
"""
_WATCH = """
INSERT INTO tickets_watcher (id, ticket_id, agent_id, created_at) SELECT * FROM unnest(%s::uuid[],
    array_fill(%s::bigint, ARRAY[%s::int]), %s::uuid[], array_fill(%s::timestamptz, ARRAY[%s::int]))
ON CONFLICT ON CONSTRAINT tickets_watcher_once DO NOTHING
"""
_KEEP = """
INSERT INTO tickets_merge (id, source_id, target_id, at, actor_name, before, watcher_ids)
SELECT id, source, %s, %s, %s, before, watchers
  FROM jsonb_to_recordset(%s::jsonb) AS g(id uuid, source bigint, before jsonb, watchers jsonb)
"""
DETAILS = {
    "already_merged": "One of these tickets is merged already.",
    "merged_into_itself": "A ticket cannot be merged into itself.",
    "target_closed": "A closed ticket takes no others in.",
    "label_would_be_lost": "Put the sensitivity label of the source on the target first.",
}


@transaction.atomic
def merge_tickets(
    *,
    actor: Actor,
    at: datetime,
    number: str,
    sources: Sequence[str],
    across_requesters: bool = False,
    tell: str | None = None,
) -> TicketState:
    """Merge `sources` into the ticket `number`, all of them or none.

    Args:
        across_requesters: go on although the requesters differ. The target's requester never sees what others
            wrote, and none of them hears the answers to him.
        tell: HTML that is sent to each source's requester, in his own thread, before it is merged.

    Raises:
        NotFound: one of the tickets is invisible.
        Forbidden: one may not be changed by this actor: rights are needed on both sides.
        Invalid: no sources, or too many.
        RuleBroken: see `rules/merging.py`; "requesters_differ".
    """
    if not 0 < len(set(sources)) <= MOST_SOURCES:
        raise Invalid.field("sources", "wrong_number", f"Between 1 and {MOST_SOURCES} tickets.")
    found = {state.number: state for state in load_both_sides(actor, {number, *sources})}
    target, others = found[number], [found[one] for one in dict.fromkeys(sources)]
    code = refusal(target, others)
    if code is not None:
        raise RuleBroken(code, DETAILS[code])
    strangers = [one.number for one in others if one.requester_id != target.requester_id]
    if strangers and not across_requesters:
        raise RuleBroken(
            "requesters_differ", "These tickets are of other requesters.", data={"numbers": strangers}
        )
    if tell:
        others = [_told(one, tell, actor=actor, at=at) for one in others]
    changes = [_close(one, target, at=at) for one in others]
    before = {change.state.id: _remembered(change) for change in changes}
    taking = Change.of(target, at=at)
    for one in others:
        taking.note(ChangeKind.EDITED, of_merge(TicketMerged, target, "target", one))
    _take_newest(target, others)
    save([*changes, taking], actor=actor, at=at)
    _move(target, others, before, actor=actor, at=at)
    return target


def load_both_sides(actor: Actor, numbers: Iterable[str]) -> list[TicketState]:
    """Load tickets under their locks, by id, for an actor who wants to change each of them.

    Raises:
        NotFound: one is invisible. Which one is not told apart from one that does not exist.
        Forbidden: one may be read only.
    """
    wanted = set(numbers)
    found = read_states("t.number = ANY(%s)", [list(wanted)], reach=reach(actor), lock=True)
    if len(found) < len(wanted):
        raise NotFound
    refused = [state.number for state in found if not may_write(actor, state)]
    if refused:
        raise Forbidden("You may read this ticket, not change it.", data={"numbers": refused})
    return found


def _told(state: TicketState, html: str, *, actor: Actor, at: datetime) -> TicketState:
    """Tell the requester in the source's own thread; of a closed ticket nobody waits for news."""
    if state.category is Category.CLOSED:
        return state
    words = Words(visibility=Visibility.PUBLIC, channel="desk", body_html=html)
    add_message(actor=actor, at=at, ticket=state.number, words=words)
    return read_states("t.id = %s", [state.id], reach=reach(actor), lock=True)[0]


def _close(state: TicketState, target: TicketState, *, at: datetime) -> Change:
    change = Change.of(state, at=at)
    entry = steps.type_of(change)
    ends = [s for s in entry.statuses.values() if s.category is Category.CLOSED] or [
        s for s in entry.statuses.values() if s.category is Category.SOLVED
    ]
    if state.category is not Category.CLOSED and ends:
        steps.enter(change, entry, ends[0], at=at)
    state.merged_into_id = target.id
    state.snoozed_at = state.snoozed_until = None
    change.note(ChangeKind.EDITED, of_merge(TicketMerged, state, "source", target))
    return change


def _remembered(change: Change) -> dict[str, Any]:
    """What un-merging gives back."""
    before = change.before
    if before is None:
        return {}
    return {
        "status": before.status_key,
        "started_at": before.started_at,
        "solved_at": before.solved_at,
        "closed_at": before.closed_at,
        "snoozed_at": before.snoozed_at,
        "snoozed_until": before.snoozed_until,
    }


def _take_newest(target: TicketState, others: Sequence[TicketState]) -> None:
    """What the requester of the target wrote last may have come in with a source."""
    own = [one for one in others if one.requester_id == target.requester_id]
    for name in ("last_public_message_at", "last_requester_message_at"):
        instants = [instant for one in (target, *own) if (instant := getattr(one, name))]
        setattr(target, name, max(instants, default=None))


def _move(
    target: TicketState,
    others: Sequence[TicketState],
    before: dict[int, dict[str, Any]],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Messages with their files, and those who watch, go to the target; the merges are kept."""
    ids = [one.id for one in others]
    watching = watchers_of([target.id, *ids])
    known = set(watching.get(target.id, ()))
    merges: list[dict[str, Any]] = []
    all_coming: list[UUID] = []
    for one in others:
        coming = [agent for agent in watching.get(one.id, ()) if agent not in known]
        known.update(coming)
        all_coming += coming
        merges.append({"id": uuid7(), "source": one.id, "before": before[one.id], "watchers": coming})
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [target.id, ids])
        if all_coming:
            size = len(all_coming)
            ids_of_rows = [uuid7() for _ in all_coming]
            cursor.execute(_WATCH, [ids_of_rows, target.id, size, all_coming, at, size])
        cursor.execute(_KEEP, [target.id, at, actor.name, orjson.dumps(merges).decode()])
