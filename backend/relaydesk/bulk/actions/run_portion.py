"""One portion of a change, or of its undo, in one transaction.

The note of what was done commits together with it: a worker that is killed has done a portion wholly or not
at all, and whoever goes on finds the next.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import orjson
import structlog
from django.db import OperationalError, connection, transaction

from relaydesk.access import public as access
from relaydesk.access.contracts import Actor
from relaydesk.bulk.actions.settling import end
from relaydesk.bulk.events import BulkChangeProgressed, subject_of
from relaydesk.bulk.models import BulkChange, BulkItem
from relaydesk.bulk.rules.progress import AT_WORK, PORTION, ItemState, State
from relaydesk.platform import events
from relaydesk.platform.errors import Problem, RuleBroken
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import Changed, TicketEdits
from relaydesk.tickets.events import subject_of as subject_of_ticket

log = structlog.get_logger("relaydesk.bulk")

_NOTE = """
UPDATE bulk_item i SET state = g.state, code = g.code, data = g.data,
    version = coalesce(g.version, i.version), former = coalesce(g.former, i.former)
FROM jsonb_to_recordset(%s::jsonb)
    AS g(ticket_id bigint, state text, code text, data jsonb, version int, former jsonb)
WHERE i.change_id = %s AND i.ticket_id = g.ticket_id
"""
_Work = Callable[[Sequence[BulkItem]], list[Changed]]


@transaction.atomic
def run_portion(change_id: UUID, *, at: datetime, size: int = PORTION) -> bool:
    """Do the next portion of a change.

    Returns:
        Whether there may be more to do.
    """
    change = BulkChange.objects.select_for_update().filter(id=change_id).first()
    if change is None or change.state not in (*AT_WORK, State.UNDOING):
        return False
    undoing = change.state == State.UNDOING
    wanted = ItemState.CHANGED if undoing else ItemState.WAITING
    items = list(BulkItem.objects.filter(change=change, state=wanted.value).order_by("position")[:size])
    actor = access.actor_by_account(change.account_id, change.token_scopes)
    if not items or actor is None:
        # Who may no longer sign in goes on with nothing; what he did can no longer be undone by him either.
        _skip_rest(change)
        end(change, State.UNDONE if undoing else State.CANCELLED if items else State.DONE, at)
        return False
    source = change.source or {}
    with events.held(change.id), events.done_from(lambda: source):
        done = _robust(_undo(actor, at) if undoing else _change(change, actor, at), items)
    if undoing:
        back = [subject_of_ticket(one.ticket_id) for one in done if one.refusal is None]
        events.drop_held(change.id, back)
    _count(change, done, undoing=undoing)
    _note(change, done, undoing=undoing)
    if not undoing:
        change.state = State.RUNNING.value
    change.save()
    _tell(change, actor, at, undoing=undoing)
    return True


def _change(change: BulkChange, actor: Actor, at: datetime) -> _Work:
    edits = cast(TicketEdits, change.edits)

    def work(items: Sequence[BulkItem]) -> list[Changed]:
        ids = [item.ticket_id for item in items]
        try:
            return tickets.change_many(actor=actor, at=at, ticket_ids=ids, edits=edits)
        except Problem as problem:  # the team, say, that everything was to go to is gone
            return [Changed(item.ticket_id, item.number, refusal=problem) for item in items]

    return work


def _undo(actor: Actor, at: datetime) -> _Work:
    def work(items: Sequence[BulkItem]) -> list[Changed]:
        wanted = [
            tickets.TakeBack(item.ticket_id, item.version, item.former)
            for item in items
            if item.version is not None and item.former is not None
        ]
        return tickets.take_back(actor=actor, at=at, wanted=wanted)

    return work


def _robust(work: _Work, items: Sequence[BulkItem]) -> list[Changed]:
    """Do the portion; when it fails as a whole, one by one, so that one bad ticket fails alone."""
    try:
        with transaction.atomic():
            return work(items)
    except OperationalError:
        raise
    except Exception as error:
        if not connection.is_usable():
            raise
        log.warning("bulk.portion_failed", exc_info=error)
    done: list[Changed] = []
    for item in items:
        try:
            with transaction.atomic():
                done += work([item])
        except OperationalError:
            raise
        except Exception as error:
            log.error("bulk.ticket_failed", exc_info=error)
            refusal = RuleBroken("internal", "An unexpected fault; nothing was changed.")
            done.append(Changed(item.ticket_id, item.number, refusal=refusal))
    return done


def _state_of(one: Changed, *, undoing: bool) -> ItemState:
    if one.refusal is not None:
        return ItemState.KEPT if undoing else ItemState.REFUSED
    if undoing:
        return ItemState.UNDONE
    return ItemState.CHANGED if one.former is not None else ItemState.UNCHANGED


def _count(change: BulkChange, done: Sequence[Changed], *, undoing: bool) -> None:
    for one in done:
        name = _state_of(one, undoing=undoing).value
        setattr(change, name, getattr(change, name) + 1)


def _note(change: BulkChange, done: Sequence[Changed], *, undoing: bool) -> None:
    rows = [
        {
            "ticket_id": one.ticket_id,
            "state": _state_of(one, undoing=undoing).value,
            "code": _code_of(one.refusal) if one.refusal else "",
            "data": _data_of(one.refusal) if one.refusal else None,
            "version": one.version,
            "former": one.former,
        }
        for one in done
    ]
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [orjson.dumps(rows).decode(), change.id])


def _code_of(refusal: Problem) -> str:
    """The code of a refusal; of a field that is not valid, what is wrong with it."""
    errors = refusal.data.get("errors") or ()
    return str(errors[0]["code"]) if refusal.code == "invalid" and errors else refusal.code


def _data_of(refusal: Problem) -> dict[str, Any]:
    """What the sentence of a refusal needs, and what it says itself."""
    errors = [fault for fault in refusal.data.get("errors", ()) if isinstance(fault, dict)]
    fields = refusal.data.get("fields") or [fault["field"] for fault in errors]
    data = {"detail": refusal.detail, "fields": fields, "allowed": refusal.data.get("allowed")}
    return {name: value for name, value in data.items() if value}


def _skip_rest(change: BulkChange) -> None:
    rest = BulkItem.objects.filter(change=change, state=ItemState.WAITING.value)
    rest.update(state=ItemState.SKIPPED.value, code="skipped")


def _tell(change: BulkChange, actor: Actor, at: datetime, *, undoing: bool) -> None:
    done = change.undone + change.kept if undoing else change.changed + change.unchanged + change.refused
    fact = BulkChangeProgressed(
        change_id=change.id,
        for_account=change.account_id,
        done=done,
        total=change.changed if undoing else change.total,
    )
    events.record(fact, actor=actor.ref, subject=subject_of(change.id), at=at)
