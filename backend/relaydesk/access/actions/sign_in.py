"""Sign in with a password, and out."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from relaydesk.access.actions import brakes
from relaydesk.access.actions.begin_session import PASSWORD, begin_session
from relaydesk.access.actions.ceremonies import begin_ceremony
from relaydesk.access.actions.federation.directory_sign_in import sign_in_by_directory
from relaydesk.access.actions.passkey_requests import passkey_request
from relaydesk.access.contracts import SYSTEM
from relaydesk.access.events import SignedOut, SignInFailed
from relaydesk.access.models import Account, Session
from relaydesk.access.queries.factors import methods_of
from relaydesk.access.queries.sign_in_policy import policy
from relaydesk.access.rules.sign_in_policy import Policy
from relaydesk.people import public as people
from relaydesk.platform.errors import Unauthorized
from relaydesk.platform.events import ActorRef, record

SECOND_STEP, LDAP = "second_factor", "ldap"
_subject = brakes.subject


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a sign-in comes from.

    Args:
        source: IP address.
        user_agent: what the browser calls itself.
        previous_key: session id that the browser sent, ended by the sign-in (no fixation).
    """

    source: str
    user_agent: str = ""
    previous_key: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """Signed in: the id of the new session."""

    session_key: str


@dataclass(frozen=True, slots=True)
class FactorWanted:
    """The password was right, a second factor is to be shown.

    Args:
        token: what the browser must bring along, in a cookie.
        methods: of `totp`, `passkey`, `recovery`.
        passkey: what to ask the browser's authenticator, when the account has passkeys.
    """

    token: str
    methods: list[str]
    passkey: dict[str, Any] | None = field(default=None)


def _dummy_hash() -> str:
    """A hash that no password has: an unknown address takes as long (CVE-2026-45294, CVE-2021-38562)."""
    global _dummy
    if _dummy is None:
        _dummy = make_password("no account has this password")
    return _dummy


_dummy: str | None = None


def subjects_of(email: str, source: str) -> list[bytes]:
    """What a failure for this address from this source is counted under."""
    return [_subject("address", email), _subject("source", source)]


def refuse_if_locked(email: str, source: str, rules: Policy, at: datetime) -> None:
    """Refuse when the address or the source has failed too often.

    Raises:
        RateLimited: with the time to wait.
    """
    by_address, by_source = subjects_of(email, source)
    limits = [(by_address, rules.lock_account_after), (by_source, rules.lock_source_after)]
    brakes.refuse_if_locked(limits, rules.lock_window, at)


def sign_in(*, email: str, password: str, visit: Visit, at: datetime) -> Entered | FactorWanted:
    """Check a password; begin a session under a new id, or ask for the second factor that the account has.

    The same answer, after the same work, for an unknown address, a wrong password and an account that is
    switched off. Locks count what was typed and whence, whether or not the account exists.

    Args:
        email: as typed.
        password: as typed.
        visit: whence.
        at: when.

    Raises:
        RateLimited: too many failures for this address or from this source.
        Unauthorized: `sign_in_failed`.
    """
    address = people.normal_email(email) or email[:254].lower()
    rules = policy()
    refuse_if_locked(address, visit.source, rules, at)
    account = Account.objects.filter(email=address, active=True).first()
    right = check_password(password, account.password if account else _dummy_hash(), setter=None)
    method, provider = PASSWORD, ""
    if account is None or not right:
        found = sign_in_by_directory(login=email, password=password, at=at)
        if found is not None:
            account = Account.objects.get(id=found[0].account_id)
            right, method, provider = True, LDAP, str(found[1].id)
    if account is None or not right:
        note_failure(account, address, visit.source, rules, at)
        raise Unauthorized("Address or password is wrong.", code="sign_in_failed")
    methods = methods_of(account.id)
    if methods:
        return ask_for_factor(account, methods, at, method=method, provider=provider)
    return enter(account, visit, at, method=method, provider=provider)


def enter_federated(
    *, account_id: UUID, visit: Visit, at: datetime, method: str, provider: str, second_factor: bool
) -> Entered | FactorWanted:
    """Let in whom an identity provider has vouched for.

    Args:
        account_id: whose account.
        visit: whence.
        at: when.
        method: `oidc` or `saml`.
        provider: id of the identity provider.
        second_factor: the provider has checked more than a password; then ours is not asked for.
    """
    account = Account.objects.get(id=account_id)
    methods = [] if second_factor else methods_of(account.id)
    if methods:
        return ask_for_factor(account, methods, at, method=method, provider=provider)
    return enter(account, visit, at, method=method, provider=provider, second_factor=second_factor)


@transaction.atomic
def ask_for_factor(
    account: Account, methods: list[str], at: datetime, *, method: str = PASSWORD, provider: str = ""
) -> FactorWanted:
    """Begin the second step; failures are not forgotten before it has succeeded too."""
    options, state = passkey_request(account.id) if "passkey" in methods else (None, {})
    first = {"method": method, "provider": provider}
    token = begin_ceremony(SECOND_STEP, account_id=account.id, state={**state, **first}, at=at)
    return FactorWanted(token, methods, options)


@transaction.atomic
def enter(
    account: Account,
    visit: Visit,
    at: datetime,
    *,
    method: str = PASSWORD,
    provider: str = "",
    second_factor: bool = False,
) -> Entered:
    """Begin the session of somebody who has shown all that he has to show."""
    brakes.forget(_subject("address", account.email))
    key = begin_session(
        account_id=account.id,
        previous_key=visit.previous_key,
        at=at,
        method=method,
        provider=provider,
        source=visit.source,
        user_agent=visit.user_agent,
        second_factor=second_factor,
    )
    return Entered(key)


@transaction.atomic
def note_failure(account: Account | None, address: str, source: str, rules: Policy, at: datetime) -> None:
    """Count a failure; for an account that exists it is also recorded."""
    subjects = subjects_of(address, source)
    brakes.count(subjects, rules.lock_window, at)
    if account is not None:
        locked = bool(brakes.waiting_time(subjects[0], rules.lock_account_after, rules.lock_window, at))
        record(
            SignInFailed(account_id=account.id, locked=locked),
            actor=SYSTEM("sign-in").ref,
            subject=f"account:{account.id}",
            at=at,
        )


@transaction.atomic
def sign_out(*, actor_ref: ActorRef, session_id: UUID, at: datetime) -> str:
    """End a session on the server; again changes nothing.

    Returns:
        The id of the identity provider that vouched for the session; empty when none did.
    """
    session = Session.objects.filter(id=session_id).first()
    if session is None or not session.delete()[0]:
        return ""
    account_id = session.account_id
    fact = SignedOut(account_id=account_id, session_id=session_id)
    record(fact, actor=actor_ref, subject=f"account:{account_id}", at=at)
    return session.provider
