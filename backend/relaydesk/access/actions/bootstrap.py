"""What somebody may do who sits at the server: the way in when nobody can open it from inside."""

from datetime import datetime

from django.db import transaction

from relaydesk.access.actions.links import INVITATION, make_link
from relaydesk.access.contracts import SYSTEM
from relaydesk.access.models import Account
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
def make_invitation_link(*, email: str, at: datetime) -> str:
    """Make a one-time link by which an account sets its password, for installations that send no mail.

    Returns:
        The link, good once, for seven days. A mail with it is queued as well.

    Raises:
        NotFound: no active account has this address.
    """
    _, token = make_link(actor=CONSOLE, account_id=_account(email).id, purpose=INVITATION, at=at)
    return url_of(INVITATION, token)
