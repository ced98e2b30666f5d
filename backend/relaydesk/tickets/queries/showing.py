"""What of a ticket's facts a reader is told, by his field rights."""

from typing import Any

from relaydesk.access.contracts import Actor
from relaydesk.tickets import permissions

FIELD_OF = {
    "subject": permissions.SUBJECT,
    "tags": permissions.TAGS,
    "type": permissions.TYPE,
    "priority": permissions.PRIORITY,
    "team_id": permissions.TEAM,
    "previous_team_id": permissions.TEAM,
    "assignee_id": permissions.ASSIGNEE,
    "previous_assignee_id": permissions.ASSIGNEE,
    "label": permissions.LABEL,
    "previous_label": permissions.LABEL,
}
"""The field that a key of a fact's data tells about."""

WHOLE = {
    "tickets.priority.": permissions.PRIORITY,
    "tickets.ticket.labelled": permissions.LABEL,
    "tickets.ticket.planned": permissions.PLANNED,
    "tickets.time.": permissions.TIMES,
    "tickets.cost.": permissions.COSTS,
    "tickets.todo.": permissions.TODOS,
    "sla.": permissions.STOPWATCHES,
    "surveys.": permissions.SATISFACTION,
    "dispatch.": permissions.ASSIGNEE,
}
"""Facts, by the beginning of their names, that tell of nothing but one field."""


def shown_to(actor: Actor, type_key: str, fact: dict[str, Any]) -> dict[str, Any] | None:
    """A fact (with `name` and `data`) without what the reader may not see; None when nothing is left."""
    if not actor.field_rights:
        return fact
    for beginning, field in WHOLE.items():
        if fact["name"].startswith(beginning) and not actor.field_right(field, type_key).shows:
            return None
    data = _without(actor, type_key, fact["data"])
    if isinstance(data.get("changes"), dict):
        data["changes"] = _without(actor, type_key, data["changes"])
    return {**fact, "data": data}


def _without(actor: Actor, type_key: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in data.items()
        if key not in FIELD_OF or actor.field_right(FIELD_OF[key], type_key).shows
    }
