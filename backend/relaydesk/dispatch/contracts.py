"""What other modules may know of dispatch."""

from enum import StrEnum


class Outcome(StrEnum):
    """What a decision came to."""

    ASSIGNED = "assigned"
    BACKLOG = "backlog"
    KEPT = "kept"


class Trigger(StrEnum):
    """Why it was decided: a new ticket, another team, a ticket given back or reopened, points freed, or by
    hand.
    """

    OPENED = "opened"
    TEAM_CHANGED = "team_changed"
    GIVEN_BACK = "given_back"
    REOPENED = "reopened"
    DRAWN = "drawn"
    AGAIN = "again"


class Strategy(StrEnum):
    """How one is chosen."""

    LEAST_LOADED = "least_loaded"
