"""The second step of signing in, and signing in by passkey alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.access.actions import brakes
from relaydesk.access.actions.ceremonies import begin_ceremony, open_ceremony
from relaydesk.access.actions.check_factor import take_recovery_code, take_totp
from relaydesk.access.actions.passkey_requests import party, passkey_request, take_passkey
from relaydesk.access.actions.sign_in import (
    SECOND_STEP,
    Entered,
    FactorWanted,
    Visit,
    enter,
    note_failure,
    refuse_if_locked,
)
from relaydesk.access.models import Account
from relaydesk.access.queries.factors import methods_of
from relaydesk.access.queries.sign_in_policy import policy
from relaydesk.platform.errors import Unauthorized

PASSKEY = "passkey"
BEGINS_PER_SOURCE, BEGINS_WITHIN = 100, timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody shows.

    Args:
        kind: `totp`, `recovery` or `passkey`.
        code: of the first two.
        credential: of a passkey: what the browser's authenticator answered.
    """

    kind: str
    code: str = ""
    credential: Mapping[str, Any] | None = None


def is_right(account_id: UUID, shown: Shown, state: Mapping[str, Any], at: datetime) -> bool:
    """Take what is shown, when it is right: each code and each challenge is good once."""
    if shown.kind == "totp":
        return take_totp(account_id, shown.code, at)
    if shown.kind == "recovery":
        return take_recovery_code(account_id, shown.code, at)
    if shown.kind == PASSKEY and shown.credential is not None and state.get("challenge"):
        return take_passkey(account_id, state, shown.credential, at) is not None
    return False


@transaction.atomic
def ask_again(*, token: str, at: datetime) -> FactorWanted:
    """What an open second step asks for: a browser that comes from an identity provider has only its cookie.

    For a passkey there is a new challenge, and the one before is worth nothing.

    Args:
        token: from the cookie of the first step.
        at: when.

    Raises:
        Unauthorized: `sign_in_expired` when there is no such step, or it is over.
    """
    ceremony = open_ceremony(token, SECOND_STEP, at, tries=False)
    account = ceremony.account if ceremony else None
    if ceremony is None or account is None or not account.active:
        raise Unauthorized("Begin again with your password.", code="sign_in_expired")
    methods = methods_of(account.id)
    options, state = passkey_request(account.id) if PASSKEY in methods else (None, {})
    ceremony.state = {**ceremony.state, **state}
    ceremony.save(update_fields=["state"])
    return FactorWanted(token, methods, options)


def show_factor(*, token: str, shown: Shown, visit: Visit, at: datetime) -> Entered:
    """Finish a sign-in whose password was right.

    Failures count towards the lock of the account like wrong passwords, so that who knows the password cannot
    try all codes.

    Args:
        token: from the cookie of the first step.
        shown: the second factor.
        visit: whence.
        at: when.

    Raises:
        Unauthorized: `sign_in_expired` when the first step is over, `second_factor_wrong`.
        RateLimited: too many failures.
    """
    rules = policy()
    with transaction.atomic():
        ceremony = open_ceremony(token, SECOND_STEP, at)
        account = ceremony.account if ceremony else None
        if ceremony is None or account is None or not account.active:
            raise Unauthorized("Begin again with your password.", code="sign_in_expired")
        refuse_if_locked(account.email, visit.source, rules, at)
        if is_right(account.id, shown, ceremony.state, at):
            ceremony.delete()
            first = {name: ceremony.state[name] for name in ("method", "provider")}
            return enter(account, visit, at, second_factor=True, **first)
    note_failure(account, account.email, visit.source, rules, at)
    raise Unauthorized("The second factor is wrong.", code="second_factor_wrong")


@transaction.atomic
def begin_passkey_sign_in(*, source: str, at: datetime) -> tuple[str, dict[str, Any]]:
    """Ask the browser for any passkey of this installation.

    Returns:
        The token for the cookie, and the request for the browser.

    Raises:
        RuleBroken: `passkeys_unavailable`.
        RateLimited: too often from one source.
    """
    party()
    counted = brakes.subject("passkey", source)
    brakes.refuse_if_locked([(counted, BEGINS_PER_SOURCE)], BEGINS_WITHIN, at)
    brakes.count([counted], BEGINS_WITHIN, at)
    options, state = passkey_request(None)
    return begin_ceremony(PASSKEY, account_id=None, state=state, at=at), options or {}


def finish_passkey_sign_in(
    *, token: str, credential: Mapping[str, Any], visit: Visit, at: datetime
) -> Entered:
    """Sign in by a passkey that has verified its owner: two factors in one, without a password.

    Raises:
        Unauthorized: `sign_in_expired`, `second_factor_wrong`.
        RateLimited: too many failures from this source.
    """
    rules = policy()
    counted = brakes.subject("source", visit.source)
    brakes.refuse_if_locked([(counted, rules.lock_source_after)], rules.lock_window, at)
    with transaction.atomic():
        ceremony = open_ceremony(token, PASSKEY, at)
        if ceremony is None:
            raise Unauthorized("Begin again.", code="sign_in_expired")
        factor = take_passkey(None, ceremony.state, credential, at)
        ceremony.delete()
        account = Account.objects.filter(id=factor.account_id, active=True).first() if factor else None
        if account is not None:
            return enter(account, visit, at, method=PASSKEY, second_factor=True)
    brakes.count([counted], rules.lock_window, at)
    raise Unauthorized("This passkey is not known here.", code="second_factor_wrong")
