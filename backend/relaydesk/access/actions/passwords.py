"""Set a password: by the one who knows the old one, by a link, or by the system."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from relaydesk.access.actions.end_sessions import CREDENTIALS, end_sessions
from relaydesk.access.contracts import Actor
from relaydesk.access.events import PasswordChanged
from relaydesk.access.models import Account, FormerPassword, OneTimeLink
from relaydesk.access.queries.sign_in_policy import policy
from relaydesk.access.rules.passwords import check_password_rules
from relaydesk.access.rules.sign_in_policy import Policy
from relaydesk.platform.errors import Invalid, NotFound
from relaydesk.platform.events import record


@transaction.atomic
def set_password(
    *, actor: Actor, account_id: UUID, password: str, at: datetime, keep_session: UUID | None = None
) -> None:
    """Set a new password; the sessions of the account end, its tokens stay, and links to set one are void.

    Args:
        actor: who sets it.
        account_id: whose.
        password: as typed.
        at: when.
        keep_session: the session in which it is changed.

    Raises:
        Invalid: the password is too weak, or one of the last ones.
        NotFound: no such account.
    """
    account = Account.objects.select_for_update().filter(id=account_id).first()
    if account is None:
        raise NotFound
    rules = policy()
    check_password_rules(password, account.email, rules)
    _refuse_former(account, password, rules)
    if rules.history and account.has_usable_password():
        FormerPassword.objects.create(account_id=account_id, password=account.password, at=at)
    _forget_former(account_id, rules)
    account.password, account.password_changed_at = make_password(password), at
    account.save(update_fields=["password", "password_changed_at"])
    OneTimeLink.objects.filter(account_id=account_id, used_at__isnull=True).update(
        used_at=at, sealed_token=""
    )
    end_sessions(actor=actor, account_id=account_id, reason=CREDENTIALS, except_id=keep_session, at=at)
    record(PasswordChanged(account_id=account_id), actor=actor.ref, subject=f"account:{account_id}", at=at)


def _refuse_former(account: Account, password: str, rules: Policy) -> None:
    former = list(
        FormerPassword.objects.filter(account_id=account.id)
        .order_by("-at", "-id")
        .values_list("password", flat=True)[: rules.history]
    )
    if rules.history and any(
        check_password(password, one, setter=None) for one in (account.password, *former)
    ):
        raise Invalid.field("password", "used_before", f"Not one of the last {rules.history} passwords.")


def _forget_former(account_id: UUID, rules: Policy) -> None:
    kept = (
        FormerPassword.objects.filter(account_id=account_id)
        .order_by("-at", "-id")
        .values_list("id", flat=True)[: rules.history]
    )
    FormerPassword.objects.filter(account_id=account_id).exclude(id__in=list(kept)).delete()
