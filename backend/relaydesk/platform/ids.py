"""UUID version 7 (RFC 9562 section 5.7): public identifiers that sort by time of creation."""

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """Return a new UUIDv7: 48 bits of Unix milliseconds, 12 bits of sub-millisecond counter, 62 random bits.

    Within one process the values rise strictly (RFC 9562 section 6.2, method 3: the 12 bits of `rand_a` hold
    the fraction of the millisecond, and a value that would repeat is pushed one step on).
    """
    global _last
    nanoseconds = time.time_ns()
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    stamp = (milliseconds << 12) | (rest * 4096 // 1_000_000)
    with _lock:
        stamp = _last = max(stamp, _last + 1)
    random = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    return UUID(int=((stamp >> 12) << 80) | (0x7 << 76) | ((stamp & 0xFFF) << 64) | (0b10 << 62) | random)
