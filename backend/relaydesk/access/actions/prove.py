"""Prove again who one is, before changing what proves it (CVE-2025-32359: here, for every caller)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import check_password
from django.db import transaction

from relaydesk.access.actions.ceremonies import begin_ceremony, open_ceremony
from relaydesk.access.actions.passkey_requests import party, passkey_request
from relaydesk.access.actions.show_factor import PASSKEY, Shown, is_right
from relaydesk.access.actions.sign_in import note_failure, refuse_if_locked
from relaydesk.access.contracts import Actor
from relaydesk.access.events import ProofGiven
from relaydesk.access.models import Account, Session
from relaydesk.access.queries.factors import methods_of
from relaydesk.access.queries.sign_in_policy import policy
from relaydesk.platform.errors import Invalid
from relaydesk.platform.events import record

PROOF = "proof"


@transaction.atomic
def begin_proof(*, account_id: UUID, at: datetime) -> tuple[str, dict[str, Any]]:
    """Ask the browser for a passkey of this account.

    Returns:
        The token for the cookie, and the request for the browser.
    """
    party()
    options, state = passkey_request(account_id)
    return begin_ceremony(PROOF, account_id=account_id, state=state, at=at), options or {}


def prove(
    *,
    actor: Actor,
    account_id: UUID,
    session_id: UUID,
    shown: Shown,
    token: str,
    source: str,
    at: datetime,
) -> None:
    """Take a password or a factor and note that this session has shown it now.

    Args:
        actor: who is signed in.
        account_id: his account.
        session_id: his session.
        shown: of kind `password`, `totp`, `recovery` or `passkey`.
        token: of the ceremony, for a passkey.
        source: IP address, for the lock.
        at: when.

    Raises:
        Invalid: it is wrong; the failure counts towards the lock.
        RateLimited: too many failures.
    """
    rules = policy()
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=account_id)
        refuse_if_locked(account.email, source, rules, at)
        if _right(account, shown, token, at):
            changes: dict[str, Any] = {"proved_at": at}
            if shown.kind != "password":
                changes["second_factor"] = True
            Session.objects.filter(id=session_id).update(**changes)
            event = ProofGiven(account_id=account_id, method=shown.kind)
            record(event, actor=actor.ref, subject=f"account:{account_id}", at=at)
            return
    note_failure(account, account.email, source, rules, at)
    raise Invalid.field("code" if shown.code else "credential", "wrong_proof", "This is not right.")


def _right(account: Account, shown: Shown, token: str, at: datetime) -> bool:
    if shown.kind == "password":
        return check_password(shown.code, account.password, setter=None)
    state: dict[str, Any] = {}
    if shown.kind == PASSKEY:
        ceremony = open_ceremony(token, PROOF, at)
        if ceremony is None or ceremony.account_id != account.id:
            return False
        state = ceremony.state
        ceremony.delete()
    return is_right(account.id, shown, state, at)


def ways_to_prove(account_id: UUID) -> list[str]:
    """What the account can show: `password` first, when it has one."""
    usable = Account.objects.get(id=account_id).has_usable_password()
    return [*(["password"] if usable else []), *methods_of(account_id)]
