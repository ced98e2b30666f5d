"""The end of a change: what it held back is let go once it can no longer be undone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import SYSTEM
from relaydesk.bulk.events import BulkChangeEnded, subject_of
from relaydesk.bulk.models import BulkChange
from relaydesk.bulk.rules.progress import HELD_AT_MOST, KEPT_FOR, UNDO_FOR, State, can_be_undone
from relaydesk.platform import events, jobs
from relaydesk.platform.timers import cancel_timer, set_timer

SETTLE, FORGET = "bulk.settle", "bulk.forget"


def look_after(change_id: UUID, at: datetime) -> None:
    """See to it that the change is looked at again even if its job is lost."""
    set_timer(kind=SETTLE, subject=subject_of(change_id), due_at=at + HELD_AT_MOST)


def end(change: BulkChange, state: State, at: datetime) -> None:
    """Note the end of a loaded change, in the caller's transaction; ten seconds to undo it begin."""
    change.state, change.finished_at = state.value, at
    if state is State.UNDONE:
        change.undo_until = None
        let_go(change.id)
    else:
        change.undo_until = at + UNDO_FOR if change.changed and can_be_undone(change.edits) else None
        set_timer(kind=SETTLE, subject=subject_of(change.id), due_at=change.undo_until or at)
    change.save()
    set_timer(kind=FORGET, subject=subject_of(change.id), due_at=at + KEPT_FOR)
    fact = BulkChangeEnded(
        change_id=change.id,
        for_account=change.account_id,
        state=state.value,
        changed=change.changed,
        refused=change.refused,
        undone=change.undone,
    )
    events.record(fact, actor=SYSTEM("bulk").ref, subject=subject_of(change.id), at=at)


def let_go(change_id: UUID) -> None:
    """Release what the change held back."""
    events.release(change_id)
    cancel_timer(kind=SETTLE, subject=subject_of(change_id))


@transaction.atomic
def settle(change_id: UUID, at: datetime) -> None:
    """The time to undo is over: let go. A change still at work an hour later is put to work again."""
    change = BulkChange.objects.select_for_update().filter(id=change_id).first()
    if change is None or change.state not in (State.WAITING, State.RUNNING, State.UNDOING):
        events.release(change_id)
        return
    look_after(change_id, at)
    jobs.defer("bulk.change", change_id=str(change_id))


def forget(change_id: UUID) -> None:
    """The history keeps a change for a month."""
    BulkChange.objects.filter(id=change_id).delete()
