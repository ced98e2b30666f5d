"""Links that are good once: for a new password, and for who is invited."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from relaydesk.access.actions import brakes
from relaydesk.access.actions.end_sessions import CREDENTIALS, end_sessions
from relaydesk.access.actions.passwords import set_password
from relaydesk.access.contracts import SYSTEM, Actor, Realm
from relaydesk.access.events import LinkRequested, LinkUsed
from relaydesk.access.models import Account, ApiToken, Factor, OAuthGrant, OneTimeLink, RecoveryCode
from relaydesk.access.rules.granting import may_touch
from relaydesk.access.rules.tokens import new_secret, secret_hash
from relaydesk.people import public as people
from relaydesk.platform.errors import NotFound, RuleBroken
from relaydesk.platform.events import record
from relaydesk.platform.jobs import defer
from relaydesk.platform.secrets import seal

RESET, INVITATION = "reset", "invitation"
LIVES = {RESET: timedelta(hours=1), INVITATION: timedelta(days=7)}
PER_ADDRESS, PER_SOURCE, WITHIN = 3, 30, timedelta(hours=1)
RESET_JOB = "access.request_password_reset"


@transaction.atomic
def ask_for_reset(*, email: str, source: str, at: datetime) -> None:
    """Take a request for a new password. Whether there is an account is looked at later, by a job.

    So the answer, the statements and the time are the same for any address (CVE-2026-45294).

    Args:
        email: as typed.
        source: IP address.
        at: when.

    Raises:
        RateLimited: too many requests from this source; for too many about one address nothing is sent.
    """
    address = people.normal_email(email) or email[:254].lower()
    by_source, by_address = brakes.subject("reset source", source), brakes.subject("reset", address)
    brakes.refuse_if_locked([(by_source, PER_SOURCE)], WITHIN, at)
    held_back = bool(brakes.waiting_time(by_address, PER_ADDRESS, WITHIN, at))
    brakes.count([by_source, by_address], WITHIN, at)
    defer(RESET_JOB, address=seal("" if held_back else address), at=at.isoformat())


@transaction.atomic
def send_reset(*, email: str, at: datetime) -> None:
    """Make the link for a new password, if an account has this address and may have a password."""
    account = Account.objects.filter(email=email, active=True).first()
    if account is not None:
        make_link(actor=SYSTEM("sign-in"), account_id=account.id, purpose=RESET, at=at)


@transaction.atomic
def invite(*, actor: Actor, account_id: UUID, at: datetime) -> datetime:
    """Send an account a link by which its owner sets a password; an earlier invitation is void.

    Returns:
        When it expires.

    Raises:
        NotFound: no such account.
        Forbidden: the permission for such an account is missing: using the link makes void what proved it.
        RuleBroken: `account_inactive`.
    """
    account = Account.objects.filter(id=account_id).first()
    if account is None:
        raise NotFound
    may_touch(actor, [Realm(account.administration) if account.administration else Realm.BUSINESS])
    if not account.active:
        raise RuleBroken("account_inactive", "Switch the account on first.")
    return make_link(actor=actor, account_id=account_id, purpose=INVITATION, at=at)[0].expires_at


@transaction.atomic
def make_link(*, actor: Actor, account_id: UUID, purpose: str, at: datetime) -> tuple[OneTimeLink, str]:
    """Make a link and void the earlier ones for the same; the mail is sent by who hears of the fact.

    Returns:
        The link, and its token.
    """
    Account.objects.select_for_update().get(id=account_id)
    OneTimeLink.objects.filter(account_id=account_id, purpose=purpose, used_at__isnull=True).update(
        used_at=at, sealed_token=""
    )
    token = new_secret()
    link = OneTimeLink.objects.create(
        purpose=purpose,
        account_id=account_id,
        token_hash=secret_hash(token),
        sealed_token=seal(token),
        created_at=at,
        expires_at=at + LIVES[purpose],
    )
    event = LinkRequested(account_id=account_id, link_id=link.id, purpose=purpose)
    record(event, actor=actor.ref, subject=f"account:{account_id}", at=at)
    return link, token


@transaction.atomic
def finish_reset(*, token: str, password: str, at: datetime) -> None:
    """Set a new password by a link; second factors stay.

    Raises:
        NotFound: `link_gone`: unknown, used or expired; the answer does not say which.
        Invalid: the password is too weak; the link stays good.
    """
    _finish(RESET, token, password, at, before=None)


@transaction.atomic
def finish_invitation(*, token: str, password: str, at: datetime) -> None:
    """Set the first password by a link; whatever proved the account before is void (CVE-2026-44707).

    Raises:
        NotFound: `link_gone`.
        Invalid: the password is too weak; the link stays good.
    """
    _finish(INVITATION, token, password, at, before=_clear_credentials)


def _finish(
    purpose: str, token: str, password: str, at: datetime, before: Callable[[UUID, datetime], None] | None
) -> None:
    digest = secret_hash(token)
    link = (
        OneTimeLink.objects.select_for_update()
        .filter(token_hash=digest, purpose=purpose, used_at__isnull=True, expires_at__gt=at)
        .first()
        if digest
        else None
    )
    account = link.account if link else None
    if link is None or account is None or not account.active:
        raise NotFound("This link is not good, or not any more.", code="link_gone")
    if before is not None:
        before(account.id, at)
    set_password(actor=SYSTEM("link"), account_id=account.id, password=password, at=at)
    brakes.forget(brakes.subject("address", account.email))
    event = LinkUsed(account_id=account.id, link_id=link.id, purpose=purpose)
    record(event, actor=SYSTEM("link").ref, subject=f"account:{account.id}", at=at)


def _clear_credentials(account_id: UUID, at: datetime) -> None:
    ApiToken.objects.filter(account_id=account_id).delete()
    OAuthGrant.objects.filter(account_id=account_id).delete()
    Factor.objects.filter(account_id=account_id).delete()
    RecoveryCode.objects.filter(account_id=account_id).delete()
    Account.objects.filter(id=account_id).update(password=make_password(None))
    end_sessions(actor=SYSTEM("link"), account_id=account_id, reason=CREDENTIALS, at=at)
