"""What the sign-in policy says, and within which bounds it may be set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules of passwords, locks and sessions.

    Args:
        min_length: characters of a password.
        min_classes: how many of small letters, capitals, digits, others it mixes (0 to 4). NIST SP 800-63B
            advises against asking for more than length; 等保 asks for it.
        history: how many former passwords are refused.
        max_age_days: days after which a password must be changed; None for never.
        lock_account_after: failures for one address within the lock time.
        lock_source_after: failures from one network address within it.
        lock_minutes: how long failures count.
        idle_minutes: a session ends when nobody used it for so long.
        absolute_hours: a session ends so long after it began.
        version: counts up with each change.
    """

    min_length: int = 10
    min_classes: int = 0
    history: int = 0
    max_age_days: int | None = None
    lock_account_after: int = 10
    lock_source_after: int = 50
    lock_minutes: int = 15
    idle_minutes: int = 720
    absolute_hours: int = 336
    version: int = 1

    @property
    def lock_window(self) -> timedelta:
        """For how long failures count."""
        return timedelta(minutes=self.lock_minutes)


DEFAULT: Final = Policy()

BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    "min_length": (8, 64),
    "min_classes": (0, 4),
    "history": (0, 24),
    "max_age_days": (1, 3650),
    "lock_account_after": (3, 100),
    "lock_source_after": (10, 10_000),
    "lock_minutes": (1, 1440),
    "idle_minutes": (5, 43_200),
    "absolute_hours": (1, 8760),
}
"""Least and greatest value of each setting: no setting can switch a protection off."""
