"""How often we write by ourselves, and when we try again.

Two machines that answer each other must fall silent (G21), and nobody may use us to write to strangers
(spam waves of
2025 and 2026 against help desks). A person who opens a second ticket on the same day still needs its number
and
link, so the limit is by the hour and not by the day: at most three automatic mails an hour to one address,
whatever
they are about, and a brake over all of them.
"""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

PERIOD = timedelta(hours=1)
AUTOMATIC_PER_ADDRESS = 3
NOTICES_PER_ADDRESS = 60
"""Agents are told of their work; what is beyond goes with the next hour's mail."""
AUTOMATIC_IN_ALL = 5_000

_PAUSES = (5, 15, 60, 300, 900, 1800, 3600, 7200, 14400, 28800, 43200, 43200)
MAX_ATTEMPTS = len(_PAUSES) + 1


def next_try(outgoing_id: UUID, *, attempts: int, at: datetime) -> datetime | None:
    """Return when to try again after the `attempts`-th failure, or None when it is time to give up.

    The pauses grow from 5 seconds to 12 hours, about 39 hours in all, each longer by up to a quarter. By
    how much
    follows from the mail's id, so that mails that failed together do not come back together.
    """
    if attempts >= MAX_ATTEMPTS:
        return None
    pause = _PAUSES[max(0, attempts - 1)]
    share = hashlib.sha256(outgoing_id.bytes + bytes([attempts])).digest()[0] / 255
    return at + timedelta(seconds=pause * (1 + share / 4))
