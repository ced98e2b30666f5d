"""Reading one's own changes and their results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.bulk.models import BulkChange, BulkItem
from relaydesk.bulk.rules.progress import ItemState
from relaydesk.bulk.rules.reasons import Reason, reason_of
from relaydesk.platform.errors import NotFound
from relaydesk.tickets import public as tickets

Names = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one ticket, with the reason in both languages where nothing was changed."""

    position: int
    number: str
    state: ItemState
    code: str
    reason: Reason | None


def own_change(actor: Actor, change_id: UUID) -> BulkChange:
    """One's own change. Raises `NotFound` for anybody else's."""
    found = BulkChange.objects.filter(id=change_id).first()
    if found is None or found.account_id != actor.account_id:
        raise NotFound
    return found


def own_changes(actor: Actor, *, before: UUID | None, limit: int) -> list[BulkChange]:
    """One's own changes, newest first."""
    assert actor.account_id is not None
    found = BulkChange.objects.filter(account_id=actor.account_id).order_by("-id")
    return list((found if before is None else found.filter(id__lt=before))[:limit])


def results_of(change: BulkChange, *, states: Sequence[ItemState], after: int, limit: int) -> list[Result]:
    """Results in the order in which the tickets were chosen, behind a position."""
    found = BulkItem.objects.filter(change=change, position__gt=after)
    if states:
        found = found.filter(state__in=[one.value for one in states])
    rows = found.order_by("position").values_list("position", "number", "state", "code", "data")[:limit]
    names = tickets.names_of_fields() | tickets.names_of_statuses()
    return [_result(*row, names) for row in rows]


def _result(
    position: int, number: str, state: str, code: str, data: dict[str, Any] | None, names: Names
) -> Result:
    return Result(position, number, ItemState(state), code, reason_of(code, data, names) if code else None)
