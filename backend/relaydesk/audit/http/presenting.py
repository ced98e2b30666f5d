"""The record as answers: what is sensitive in it is masked for the auditor too."""

from typing import Any

from relaydesk.access.contracts import Actor
from relaydesk.audit.models import Check
from relaydesk.audit.rules.rows import RecordRow
from relaydesk.audit.rules.sentences import outcome_of, sentence
from relaydesk.files.contracts import ExportView
from relaydesk.privacy.contracts import Kind
from relaydesk.privacy.public import kinds_masked_for, mask_text

Json = dict[str, Any]
SHOWN = ("ip", "by", "request")


class Presenter:
    """Writes events for one reader."""

    def __init__(self, actor: Actor) -> None:
        self.kinds = kinds_masked_for(actor)

    def event(self, row: RecordRow) -> Json:
        """One line of the list."""
        payload = masked(row.payload, self.kinds)
        said = sentence(row.name, payload)
        return {
            "id": row.id,
            "name": row.name,
            "at": row.at,
            "actor": {"kind": row.actor_kind, "id": row.actor_id, "name": row.actor_name},
            "subject": row.subject,
            "outcome": outcome_of(row.name),
            "source": {name: (row.source or {}).get(name) for name in SHOWN},
            "sentence": {"zh": said.zh, "en": said.en},
        }

    def detail(self, row: RecordRow, seal: int | None) -> Json:
        """One event with all that it says."""
        more = {"version": row.version, "recorded_at": row.recorded_at, "cause": row.cause, "seal": seal}
        return {**self.event(row), **more, "payload": masked(row.payload, self.kinds)}


def masked(value: Any, kinds: frozenset[Kind]) -> Any:
    """A payload with its texts masked."""
    if isinstance(value, str):
        return mask_text(value, kinds)
    if isinstance(value, list):
        return [masked(item, kinds) for item in value]
    if isinstance(value, dict):
        return {name: masked(item, kinds) for name, item in value.items()}
    return value


def export(row: ExportView) -> Json:
    """An export."""
    file = f"/api/v1/audit/exports/{row.id}/file" if row.state == "done" else None
    return {
        "id": row.id,
        "asked_at": row.asked_at,
        "format": row.form.value,
        "filters": row.asked,
        "state": row.state,
        "rows": row.rows,
        "size": row.size,
        "file": file,
        "expires_at": row.expires_at,
    }


def check(row: Check) -> Json:
    """A check with what it has found."""
    report = row.report
    seals = [found["seal"] for found in report.get("findings", []) if found["seal"] is not None]
    return {
        "id": row.id,
        "asked_at": row.asked_at,
        "done_at": row.done_at,
        "state": row.state,
        "intact": row.intact,
        "seals": report.get("seals"),
        "events": report.get("events"),
        "seconds": report.get("seconds"),
        "first_bad_seal": min(seals, default=None),
        "findings": report.get("findings", []),
    }
