"""What the test of limited children runs inside them."""

import time


def work(data: bytes) -> bytes:
    """Misbehave as asked."""
    if data == b"spin":
        while True:
            pass
    if data == b"sleep":
        time.sleep(60)
    if data == b"eat":
        return b"x" * (1 << 30)
    if data == b"raise":
        raise ValueError("no")
    return data
