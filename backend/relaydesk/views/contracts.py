"""What crosses the border of views: words and limits."""

from enum import StrEnum

MAX_NAME = 80
MAX_FOLDER = 60
MAX_COLUMNS = 20
MAX_OWN = 200
MAX_SHARED = 500
MAX_AUDIENCE = 100


class ViewKind(StrEnum):
    """Whose view it is."""

    SYSTEM = "system"
    SHARED = "shared"
    MINE = "mine"


class Mode(StrEnum):
    """How a view is shown; the same tickets in each."""

    LIST = "list"
    TABLE = "table"
    BOARD = "board"
    CALENDAR = "calendar"
    TIMELINE = "timeline"


COLUMNS = (
    "number",
    "subject",
    "status",
    "priority",
    "type",
    "requester",
    "assignee",
    "team",
    "tags",
    "channel",
    "created_at",
    "updated_at",
    "next_due_at",
    "planned_from",
    "planned_until",
    "last_public_message_at",
)
"""What a table can show; each is part of a row of `GET /tickets`."""
