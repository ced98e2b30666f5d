"""What other modules may know of dispatch."""

from enum import StrEnum


class Outcome(StrEnum):
    """What a decision came to."""

    ASSIGNED = "assigned"
    BACKLOG = "backlog"
    KEPT = "kept"


class Trigger(StrEnum):
    """Why it was decided: a new ticket, another team, a ticket given back or reopened, its agent deactivated,
    points freed, or by hand.
    """

    OPENED = "opened"
    TEAM_CHANGED = "team_changed"
    GIVEN_BACK = "given_back"
    AGENT_LEFT = "agent_left"
    REOPENED = "reopened"
    DRAWN = "drawn"
    AGAIN = "again"


class Strategy(StrEnum):
    """How one is chosen."""

    LEAST_LOADED = "least_loaded"
