"""Timers for what begins or ends by the clock."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from relaydesk.platform.timers import TimerSpec, set_timers

TURN = "access.rights_turn"


def watch(account_id: UUID, instants: Iterable[datetime | None], *, at: datetime) -> None:
    """Have it told when the rights of an account change at these instants."""
    set_timers(
        [
            TimerSpec(kind=TURN, subject=f"account:{account_id}:{instant.isoformat()}", due_at=instant)
            for instant in sorted({one for one in instants if one is not None and one > at})
        ]
    )
