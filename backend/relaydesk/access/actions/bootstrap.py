"""What somebody may do who sits at the server: the way in when nobody can open it from inside."""

from datetime import datetime

from django.db import transaction

from relaydesk.access.actions.grant_roles import Grant, set_roles
from relaydesk.access.actions.links import INVITATION, make_link
from relaydesk.access.contracts import SYSTEM
from relaydesk.access.models import Account, AccountRole
from relaydesk.access.queries.account_letters import url_of
from relaydesk.people import public as people
from relaydesk.platform.errors import NotFound

CONSOLE = SYSTEM("command line")


def _account(email: str) -> Account:
    account = Account.objects.filter(email=people.normal_email(email) or "", active=True).first()
    if account is None:
        raise NotFound("No active account has this address.")
    return account


@transaction.atomic
def grant_role(*, email: str, role: str, at: datetime) -> list[str]:
    """Give an account one more role; the rule of the three administrations holds here too.

    Args:
        email: of the account.
        role: key of the role.
        at: when.

    Returns:
        All roles that it holds now.

    Raises:
        NotFound: no active account has this address.
        Invalid: no such role.
        RuleBroken: `administrations_exclude_each_other`.
    """
    account = _account(email)
    rows = AccountRole.objects.filter(account_id=account.id).exclude(role_id=role)
    held = [Grant(*row) for row in rows.values_list("role_id", "valid_from", "valid_until")]
    set_roles(actor=CONSOLE, account_id=account.id, roles=[*held, Grant(role)], at=at)
    return sorted(one.key for one in [*held, Grant(role)])


@transaction.atomic
def make_invitation_link(*, email: str, at: datetime) -> str:
    """Make a one-time link by which an account sets its password, for installations that send no mail.

    Returns:
        The link, good once, for seven days. A mail with it is queued as well.

    Raises:
        NotFound: no active account has this address.
    """
    _, token = make_link(actor=CONSOLE, account_id=_account(email).id, purpose=INVITATION, at=at)
    return url_of(INVITATION, token)
