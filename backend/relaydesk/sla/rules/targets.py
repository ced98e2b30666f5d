"""The table of targets of a policy, and how a stopwatch's state is named to people."""

from collections.abc import Mapping
from datetime import datetime

from relaydesk.sla.contracts import Measure, State
from relaydesk.sla.rules.stopwatch import Figures

PRIORITIES = ("P0", "P1", "P2", "P3")
PAUSABLE = ("open", "waiting", "hold")
MAX_TARGET_MINUTES = 10 * 366 * 24 * 60


class BadTargets(ValueError):
    """A table of targets that means nothing; `field` is the dotted path of what is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def check_targets(targets: Mapping[str, Mapping[str, int]]) -> None:
    """Refuse unknown measures and priorities, and targets below zero or above ten years.

    Raises:
        BadTargets: naming the field.
    """
    for measure, table in targets.items():
        if measure not in list(Measure):
            raise BadTargets(f"targets.{measure}", "no such measure")
        for priority, minutes in table.items():
            if priority not in PRIORITIES:
                raise BadTargets(f"targets.{measure}.{priority}", "no such priority")
            if not 0 <= minutes <= MAX_TARGET_MINUTES:
                raise BadTargets(f"targets.{measure}.{priority}", "between 0 minutes and ten years")


def shown_state(found: Figures, now: datetime) -> str:
    """Name the state for people: done, paused, breached (running and used up) or running."""
    if found.state is not State.RUNNING:
        return found.state.value
    return "breached" if found.breached_at is not None and found.breached_at <= now else "running"
