"""Begin a session for somebody who has proved who he is, in whatever way."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction

from relaydesk.access.contracts import ActorKind
from relaydesk.access.events import SignedIn
from relaydesk.access.models import Account, Session
from relaydesk.access.sessions import SessionStore
from relaydesk.people import public as people
from relaydesk.platform.errors import Unauthorized
from relaydesk.platform.events import ActorRef, record

BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSWORD = "password"  # noqa: S105 - the name of a method


@transaction.atomic
def begin_session(
    *, account_id: UUID, previous_key: str, at: datetime, method: str = PASSWORD, provider: str = ""
) -> str:
    """Begin a session under a new id; the session that the browser had before ends (no fixation).

    Args:
        account_id: who has proved who he is.
        previous_key: session id that the browser sent; may be empty.
        at: when.
        method: how he proved it: `password`, `oidc`, `saml`, `ldap` …
        provider: id of the identity provider, where one vouched for him.

    Returns:
        The id of the new session.

    Raises:
        Unauthorized: the account does not exist or is switched off.
    """
    account = Account.objects.filter(id=account_id, active=True).first()
    if account is None:
        raise Unauthorized("This account cannot sign in.", code="sign_in_failed")
    if previous_key:
        Session.objects.filter(session_key=previous_key).delete()
    session = SessionStore()
    session[SESSION_KEY] = str(account.id)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    agent = people.agent(account.agent_id)
    ref = ActorRef(kind=ActorKind.AGENT.value, id=str(account.agent_id), name=agent.name if agent else "")
    event = SignedIn(account_id=account.id, method=method, provider=provider)
    record(event, actor=ref, subject=f"account:{account.id}", at=at)
    return str(session.session_key)
