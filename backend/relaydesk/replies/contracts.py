"""What crosses the border of replies: words and limits."""

from enum import StrEnum

MAX_DRAFTS = 500
MAX_PLANNED_PER_AGENT = 500
MAX_SAVED_REPLIES = 5_000
MAX_TEMPLATE = 20_000
UNDO_SECONDS = 10
MOST_UNDO_SECONDS = 30
PLANNED_AHEAD_DAYS = 365


class DraftKind(StrEnum):
    """What a draft is going to be: a reply 回复, a note 内部备注, or a new ticket 新建工单."""

    REPLY = "reply"
    NOTE = "note"
    TICKET = "ticket"


class Sharing(StrEnum):
    """Who may use a saved reply: its owner, a team, everybody."""

    PERSONAL = "personal"
    TEAM = "team"
    ALL = "all"


class PlannedKind(StrEnum):
    """Why a reply waits: so that it can be taken back, or for its instant."""

    UNDO = "undo"
    SCHEDULED = "scheduled"


class PlannedState(StrEnum):
    """How a planned reply stands; `held` waits for its author, since something came between."""

    WAITING = "waiting"
    HELD = "held"


class AfterSend(StrEnum):
    """Where the desk goes when something was sent: it stays, or opens the next ticket of the view."""

    STAY = "stay"
    NEXT = "next"


LANGUAGES = ("zh", "en")
"""Languages in which a saved reply can be written; the requester's decides."""
