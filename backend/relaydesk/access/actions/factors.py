"""Add and remove one's own second factors. The routes ask for a recent proof before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.access.actions.ceremonies import begin_ceremony, open_ceremony
from relaydesk.access.actions.end_sessions import CREDENTIALS, end_sessions
from relaydesk.access.actions.passkey_requests import ISSUER, check_registration, registration_request
from relaydesk.access.contracts import Actor
from relaydesk.access.events import FactorAdded, FactorRemoved, RecoveryCodesMade
from relaydesk.access.models import Account, Factor, RecoveryCode, Session
from relaydesk.access.rules.codes import (
    matching_step,
    new_recovery_codes,
    new_totp_secret,
    plain_recovery_code,
    totp_address,
)
from relaydesk.platform.errors import Invalid, NotFound, RuleBroken
from relaydesk.platform.events import record
from relaydesk.platform.secrets import seal, sign, unseal

MOST_FACTORS = 10
REGISTRATION = "register"


@transaction.atomic
def begin_totp(*, actor: Actor, account_id: UUID, at: datetime) -> tuple[UUID, str, str]:
    """Make a secret for an authenticator; it counts once a code of it was shown.

    Returns:
        Id of the factor, the secret, and the `otpauth://` address.
    """
    account = _room_for_one(account_id)
    Factor.objects.filter(account_id=account_id, kind="totp", confirmed_at__isnull=True).delete()
    secret = new_totp_secret()
    factor = Factor.objects.create(
        account_id=account_id, kind="totp", name="TOTP", sealed_secret=seal(secret), created_at=at
    )
    return factor.id, secret, totp_address(secret, account.email, ISSUER)


@transaction.atomic
def confirm_totp(
    *, actor: Actor, account_id: UUID, session_id: UUID, factor_id: UUID, code: str, name: str, at: datetime
) -> list[str]:
    """Take the first code: the factor counts from now on, and the session has shown it.

    Returns:
        Recovery codes, when the account had none.

    Raises:
        NotFound: nothing was begun.
        Invalid: the code is wrong.
    """
    factor = (
        Factor.objects.select_for_update()
        .filter(id=factor_id, account_id=account_id, kind="totp", confirmed_at__isnull=True)
        .first()
    )
    if factor is None:
        raise NotFound
    step = matching_step(unseal(factor.sealed_secret), code, at, 0)
    if step is None:
        raise Invalid.field("code", "wrong_code", "This is not the code that the authenticator shows now.")
    factor.confirmed_at, factor.last_step, factor.last_used_at = at, step, at
    factor.name = name or factor.name
    factor.save()
    return _added(actor, factor, session_id, at)


@transaction.atomic
def begin_passkey(*, actor: Actor, account_id: UUID, at: datetime) -> tuple[str, dict[str, Any]]:
    """Ask the browser to make a passkey.

    Returns:
        The token for the cookie, and the request for the browser.

    Raises:
        RuleBroken: `passkeys_unavailable`, `too_many_factors`.
    """
    account = _room_for_one(account_id)
    options, state = registration_request(account, actor.name)
    return begin_ceremony(REGISTRATION, account_id=account_id, state=state, at=at), options


@transaction.atomic
def finish_passkey(
    *,
    actor: Actor,
    account_id: UUID,
    session_id: UUID,
    token: str,
    credential: Mapping[str, Any],
    name: str,
    at: datetime,
) -> list[str]:
    """Keep a passkey that the browser has made.

    Returns:
        Recovery codes, when the account had none.

    Raises:
        RuleBroken: `ceremony_expired`, `factor_exists`.
        Invalid: what the browser sent is not right.
    """
    ceremony = open_ceremony(token, REGISTRATION, at)
    if ceremony is None or ceremony.account_id != account_id:
        raise RuleBroken("ceremony_expired", "Begin again.")
    found = check_registration(ceremony.state, credential)
    ceremony.delete()
    if found is None:
        raise Invalid.field("credential", "wrong_credential", "This passkey does not fit the request.")
    ident, public, count = found
    if Factor.objects.filter(credential_id=ident).exists():
        raise RuleBroken("factor_exists", "This passkey is known already.")
    factor = Factor.objects.create(
        account_id=account_id,
        kind="passkey",
        name=name or "Passkey",
        credential_id=ident,
        credential=public,
        sign_count=count,
        created_at=at,
        confirmed_at=at,
    )
    return _added(actor, factor, session_id, at)


@transaction.atomic
def remove_factor(*, actor: Actor, account_id: UUID, session_id: UUID, factor_id: UUID, at: datetime) -> None:
    """Remove a factor; with the last one its recovery codes go too. Other sessions end.

    Raises:
        NotFound: it is not one of the account's.
    """
    factor = Factor.objects.select_for_update().filter(id=factor_id, account_id=account_id).first()
    if factor is None:
        raise NotFound
    kind = factor.kind
    factor.delete()
    if not Factor.objects.filter(account_id=account_id, confirmed_at__isnull=False).exists():
        RecoveryCode.objects.filter(account_id=account_id).delete()
        # what the session once showed is gone: where a factor is demanded, a new one is to be added first
        Session.objects.filter(id=session_id, method="password").update(second_factor=False)
    event = FactorRemoved(account_id=account_id, factor_id=factor_id, kind=kind)
    record(event, actor=actor.ref, subject=f"account:{account_id}", at=at)
    _end_others(actor, account_id, session_id, at)


@transaction.atomic
def make_recovery_codes(*, actor: Actor, account_id: UUID, at: datetime) -> list[str]:
    """Make ten new recovery codes; the old ones are void. They are shown once.

    Raises:
        RuleBroken: `no_factor`: there is nothing that they could replace.
    """
    Account.objects.select_for_update().get(id=account_id)
    if not Factor.objects.filter(account_id=account_id, confirmed_at__isnull=False).exists():
        raise RuleBroken("no_factor", "Add an authenticator or a passkey first.")
    RecoveryCode.objects.filter(account_id=account_id).delete()
    codes = new_recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(
            account_id=account_id, hash=sign("recovery code", f"{account_id}:{plain_recovery_code(code)}")
        )
        for code in codes
    )
    record(RecoveryCodesMade(account_id=account_id), actor=actor.ref, subject=f"account:{account_id}", at=at)
    return codes


def _room_for_one(account_id: UUID) -> Account:
    account = Account.objects.select_for_update().get(id=account_id)
    if Factor.objects.filter(account_id=account_id, confirmed_at__isnull=False).count() >= MOST_FACTORS:
        raise RuleBroken("too_many_factors", f"At most {MOST_FACTORS} factors.")
    return account


def _added(actor: Actor, factor: Factor, session_id: UUID, at: datetime) -> list[str]:
    event = FactorAdded(account_id=factor.account_id, factor_id=factor.id, kind=factor.kind)
    record(event, actor=actor.ref, subject=f"account:{factor.account_id}", at=at)
    Session.objects.filter(id=session_id).update(second_factor=True, proved_at=at)
    _end_others(actor, factor.account_id, session_id, at)
    if RecoveryCode.objects.filter(account_id=factor.account_id).exists():
        return []
    return make_recovery_codes(actor=actor, account_id=factor.account_id, at=at)


def _end_others(actor: Actor, account_id: UUID, session_id: UUID, at: datetime) -> None:
    end_sessions(actor=actor, account_id=account_id, reason=CREDENTIALS, except_id=session_id, at=at)
