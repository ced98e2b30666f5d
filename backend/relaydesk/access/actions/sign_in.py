"""Sign in with a password, and out."""

import math
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction

from relaydesk.access.actions.begin_session import PASSWORD, begin_session
from relaydesk.access.actions.federation.directory_sign_in import sign_in_by_directory
from relaydesk.access.contracts import SYSTEM
from relaydesk.access.events import SignedOut, SignInFailed
from relaydesk.access.models import Account, Session, SignInFailure
from relaydesk.people import public as people
from relaydesk.platform.errors import RateLimited, Unauthorized
from relaydesk.platform.events import ActorRef, record
from relaydesk.platform.secrets import sign

WINDOW = timedelta(minutes=15)
LDAP = "ldap"
PER_ACCOUNT, PER_SOURCE = 10, 50

COUNT = "SELECT count(*), min(at) FROM access_signinfailure WHERE subject = %s AND at > %s"


def _subject(kind: str, value: str) -> bytes:
    """A keyed hash: the table tells nobody which addresses were tried."""
    return sha256(sign("sign-in failure", f"{kind}:{value}").encode()).digest()


def _refuse_if_locked(subjects: list[tuple[bytes, int]], at: datetime) -> None:
    for subject, limit in subjects:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [subject, at - WINDOW])
            count, first = cursor.fetchone()
        if count >= limit:
            wait = math.ceil((first + WINDOW - at).total_seconds())
            raise RateLimited(max(wait, 1), "Too many failed sign-ins; wait or ask an administrator.")


def _dummy_hash() -> str:
    """A hash that no password has: an unknown address takes as long (CVE-2026-45294, CVE-2021-38562)."""
    global _dummy
    if _dummy is None:
        _dummy = make_password("no account has this password")
    return _dummy


_dummy: str | None = None


def sign_in(*, email: str, password: str, source: str, previous_key: str, at: datetime) -> str:
    """Check a password and begin a session under a new id.

    The same answer, after the same work, for an unknown address, a wrong password and an account that is
    switched off. Locks count what was typed and whence, whether or not the account exists.

    Args:
        email: as typed.
        password: as typed.
        source: IP address.
        previous_key: session id that the browser sent, ended now (no fixation).
        at: when.

    Returns:
        The id of the new session.

    Raises:
        RateLimited: too many failures for this address or from this source in 15 minutes.
        Unauthorized: `sign_in_failed`.
    """
    address = people.normal_email(email) or email[:254].lower()
    by_address, by_source = _subject("address", address), _subject("source", source)
    _refuse_if_locked([(by_address, PER_ACCOUNT), (by_source, PER_SOURCE)], at)
    account = Account.objects.filter(email=address, active=True).first()
    right = check_password(password, account.password if account else _dummy_hash(), setter=None)
    method, provider = PASSWORD, ""
    if account is None or not right:
        found = sign_in_by_directory(login=email, password=password, at=at)
        if found is not None:
            account = Account.objects.get(id=found[0].account_id)
            right, method, provider = True, LDAP, str(found[1].id)
    if account is None or not right:
        _note_failure(account, [by_address, by_source], at)
        raise Unauthorized("Address or password is wrong.", code="sign_in_failed")
    with transaction.atomic():
        SignInFailure.objects.filter(subject=by_address).delete()
        return begin_session(
            account_id=account.id, previous_key=previous_key, at=at, method=method, provider=provider
        )


@transaction.atomic
def _note_failure(account: Account | None, subjects: list[bytes], at: datetime) -> None:
    SignInFailure.objects.filter(subject__in=subjects, at__lte=at - WINDOW).delete()
    SignInFailure.objects.bulk_create([SignInFailure(subject=s, at=at) for s in subjects])
    if account is not None:
        failed = SignInFailure.objects.filter(subject=subjects[0]).count()
        record(
            SignInFailed(account_id=account.id, locked=failed >= PER_ACCOUNT),
            actor=SYSTEM("sign-in").ref,
            subject=f"account:{account.id}",
            at=at,
        )


@transaction.atomic
def sign_out(*, actor_ref: ActorRef, account_id: UUID, session_key: str, at: datetime) -> None:
    """End a session on the server; again changes nothing."""
    if Session.objects.filter(session_key=session_key, account_id=account_id).delete()[0]:
        record(SignedOut(account_id=account_id), actor=actor_ref, subject=f"account:{account_id}", at=at)
