"""See the screens with somebody else's eyes, and change nothing."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.access.models import Account, Session
from relaydesk.access.rights_events import ViewAsBegun, ViewAsEnded
from relaydesk.access.rules.granting import not_oneself
from relaydesk.platform.errors import NotFound, RuleBroken
from relaydesk.platform.events import record

NIL = UUID(int=0)


@transaction.atomic
def begin_view_as(*, actor: Actor, session_id: UUID | None, account_id: UUID, at: datetime) -> None:
    """Turn a session into one that looks as another account does; its administration is not lent.

    Raises:
        Forbidden: "not_ones_own_rights": it is his own account.
        NotFound: no such active account.
        RuleBroken: "needs_a_session": the request came with a token.
    """
    not_oneself(actor, account_id)
    if not Account.objects.filter(id=account_id, active=True).exists():
        raise NotFound
    own = Session.objects.filter(id=session_id or NIL, account_id=actor.account_id or NIL)
    if actor.account_id is None or not own.update(viewing_as_id=account_id):
        raise RuleBroken("needs_a_session", "Sign in with a browser to view as somebody else.")
    fact = ViewAsBegun(account_id=actor.account_id, viewed_account_id=account_id)
    record(fact, actor=actor.ref, subject=f"account:{actor.account_id}", at=at)


@transaction.atomic
def end_view_as(*, actor: Actor, session_id: UUID | None, at: datetime) -> None:
    """Look with one's own eyes again.

    Raises:
        RuleBroken: "not_viewing_as".
    """
    viewer = actor.viewed_by
    if viewer is None or actor.account_id is None:
        raise RuleBroken("not_viewing_as", "You look with your own eyes.")
    Session.objects.filter(id=session_id or NIL, account_id=viewer.account_id).update(viewing_as_id=None)
    fact = ViewAsEnded(account_id=viewer.account_id, viewed_account_id=actor.account_id)
    record(fact, actor=actor.ref, subject=f"account:{viewer.account_id}", at=at)
