"""Stop a change that is at work, or take back one that has ended."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.bulk.actions.settling import end, look_after
from relaydesk.bulk.events import BulkUndoAsked, subject_of
from relaydesk.bulk.models import BulkChange, BulkItem
from relaydesk.bulk.rules.progress import AT_WORK, ItemState, State, can_be_undone, may_undo
from relaydesk.platform import events, jobs
from relaydesk.platform.errors import NotFound, RuleBroken


@transaction.atomic
def cancel_change(*, actor: Actor, at: datetime, change_id: UUID) -> BulkChange:
    """Go no further; what is done stays, and can be undone for ten seconds.

    Raises:
        NotFound: it is nobody's, or somebody else's.
        RuleBroken: "bulk_change_ended": it is too late.
    """
    change = _own(actor, change_id)
    if change.state == State.CANCELLED:
        return change
    if change.state not in AT_WORK:
        raise RuleBroken("bulk_change_ended", "The change has come to its end already.")
    rest = BulkItem.objects.filter(change=change, state=ItemState.WAITING.value)
    rest.update(state=ItemState.SKIPPED.value, code="skipped")
    end(change, State.CANCELLED, at)
    return change


@transaction.atomic
def undo_change(*, actor: Actor, at: datetime, change_id: UUID) -> BulkChange:
    """Give the tickets their former values back, those that nobody has changed since; a worker does it.

    Raises:
        NotFound: it is nobody's, or somebody else's.
        RuleBroken: "undo_time_over", "not_undoable", "bulk_change_not_ended", "nothing_to_undo".
    """
    change = _own(actor, change_id)
    state = State(change.state)
    if state in (State.UNDOING, State.UNDONE):
        return change
    if state in AT_WORK:
        raise RuleBroken("bulk_change_not_ended", "Cancel the change first, then undo it.")
    if not change.changed:
        raise RuleBroken("nothing_to_undo", "Nothing was changed.")
    if not can_be_undone(change.edits):
        raise RuleBroken("not_undoable", "What was said to the requesters cannot be taken back.")
    if not may_undo(state, change.undo_until, at):
        raise RuleBroken("undo_time_over", "A change can be undone for ten seconds.")
    change.state, change.undo_until = State.UNDOING.value, None
    change.save()
    fact = BulkUndoAsked(change_id=change.id, for_account=change.account_id)
    events.record(fact, actor=actor.ref, subject=subject_of(change.id), at=at)
    look_after(change.id, at)
    jobs.defer("bulk.change", change_id=str(change.id))
    return change


def _own(actor: Actor, change_id: UUID) -> BulkChange:
    found = BulkChange.objects.select_for_update().filter(id=change_id).first()
    if found is None or found.account_id != actor.account_id:
        raise NotFound
    return found
