"""Changes as answers."""

from typing import Any

from relaydesk.bulk.models import BulkChange
from relaydesk.bulk.queries.changes import Result

Json = dict[str, Any]


def present_change(change: BulkChange) -> Json:
    """A change."""
    return {
        "id": change.id,
        "state": change.state,
        "asked_at": change.asked_at,
        "change": change.edits,
        "selection": change.selection,
        "total": change.total,
        "done": change.changed + change.unchanged + change.refused,
        "changed": change.changed,
        "unchanged": change.unchanged,
        "refused": change.refused,
        "undone": change.undone,
        "kept": change.kept,
        "finished_at": change.finished_at,
        "undo_until": change.undo_until,
    }


def present_result(result: Result) -> Json:
    """What became of one ticket."""
    return {
        "number": result.number,
        "state": result.state.value,
        "code": result.code,
        "reason": {"zh": result.reason.zh, "en": result.reason.en} if result.reason else None,
    }
