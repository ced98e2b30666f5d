"""End sessions: one's own, another's, or all others when credentials change."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.access.events import SessionEnded
from relaydesk.access.models import Account, Session
from relaydesk.platform.errors import NotFound
from relaydesk.platform.events import record

CREDENTIALS, OWNER, ADMINISTRATOR = "credentials_changed", "owner", "administrator"


@transaction.atomic
def end_sessions(
    *,
    actor: Actor,
    account_id: UUID,
    reason: str,
    at: datetime,
    session_id: UUID | None = None,
    except_id: UUID | None = None,
) -> int:
    """End the sessions of an account and record each.

    Args:
        actor: who ends them.
        account_id: whose.
        reason: `owner`, `administrator` or `credentials_changed`.
        at: when.
        session_id: only this one.
        except_id: not this one: the one in which the change was made.

    Returns:
        How many ended.

    Raises:
        NotFound: `session_id` is given and the account has no such session, or there is no such account.
    """
    rows = Session.objects.filter(account_id=account_id)
    if session_id is not None:
        rows = rows.filter(id=session_id)
    if except_id is not None:
        rows = rows.exclude(id=except_id)
    ended = list(rows.select_for_update().values_list("id", flat=True))
    if not ended and (session_id is not None or not Account.objects.filter(id=account_id).exists()):
        raise NotFound
    Session.objects.filter(id__in=ended).delete()
    record(
        *(SessionEnded(account_id=account_id, session_id=one, reason=reason) for one in ended),
        actor=actor.ref,
        subject=f"account:{account_id}",
        at=at,
    )
    return len(ended)
