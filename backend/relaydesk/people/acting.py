"""On whose behalf a job works: `access`, which makes actors, lies above and says so on start."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from relaydesk.people.contracts import Caller

Callers = Callable[[UUID, datetime], Caller | None]
_callers: Callers | None = None


def set_callers(callers: Callers) -> None:
    """Register how the caller that an agent is now is found; called once by `access` on start."""
    global _callers
    _callers = callers


def caller_now(agent_id: UUID, at: datetime) -> Caller | None:
    """An agent with the rights that he has now; None when he may not sign in any more."""
    return _callers(agent_id, at) if _callers is not None else None
