"""Locks and brakes: what happens too often, for one address or from one source, waits.

They count what was typed and whence, whether or not an account exists (OWASP ASVS 5.0, 6.3.1).
"""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection

from relaydesk.access.models import SignInFailure
from relaydesk.platform.errors import RateLimited
from relaydesk.platform.secrets import sign

COUNT = "SELECT count(*), min(at) FROM access_signinfailure WHERE subject = %s AND at > %s"


def subject(kind: str, value: str) -> bytes:
    """A keyed hash: the table tells nobody which addresses were tried."""
    return sha256(sign("sign-in failure", f"{kind}:{value}").encode()).digest()


def waiting_time(counted: bytes, limit: int, window: timedelta, at: datetime) -> int:
    """Seconds until another try is let through; 0 when one is let through now."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [counted, at - window])
        count, first = cursor.fetchone()
    return max(math.ceil((first + window - at).total_seconds()), 1) if count >= limit else 0


def refuse_if_locked(limits: Iterable[tuple[bytes, int]], window: timedelta, at: datetime) -> None:
    """Refuse when any subject has reached its limit within the window.

    Raises:
        RateLimited: with the time to wait.
    """
    for counted, limit in limits:
        wait = waiting_time(counted, limit, window, at)
        if wait:
            raise RateLimited(wait, "Too many failed sign-ins; wait or ask an administrator.")


def count(subjects: Iterable[bytes], window: timedelta, at: datetime) -> None:
    """Count one more for each subject, and forget what lies before the window."""
    listed = list(subjects)
    SignInFailure.objects.filter(subject__in=listed, at__lte=at - window).delete()
    SignInFailure.objects.bulk_create([SignInFailure(subject=s, at=at) for s in listed])


def forget(counted: bytes) -> None:
    """Begin again at zero: the right one has come."""
    SignInFailure.objects.filter(subject=counted).delete()
