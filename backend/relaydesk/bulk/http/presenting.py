"""Changes as answers."""

from typing import Any

from relaydesk.bulk.models import BulkChange
from relaydesk.bulk.queries.changes import Result
from relaydesk.files.contracts import ExportView

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


def present_export(export: ExportView) -> Json:
    """A sheet."""
    done = export.state == "done"
    return {
        "id": export.id,
        "state": export.state,
        "asked_at": export.asked_at,
        "format": export.form.value,
        "columns": export.asked["columns"],
        "rows": export.rows,
        "total": export.total,
        "size": export.size,
        "file": f"/api/v1/ticket-exports/{export.id}/file" if done else None,
        "expires_at": export.expires_at,
    }
