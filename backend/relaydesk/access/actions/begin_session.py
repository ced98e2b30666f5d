"""Begin a session for somebody who has proved who he is, in whatever way."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import ActorKind
from relaydesk.access.events import SignedIn
from relaydesk.access.models import Account, Session
from relaydesk.access.queries.sign_in_policy import policy
from relaydesk.access.rules.browsers import browser_name
from relaydesk.access.rules.tokens import new_session_key, session_hash
from relaydesk.people import public as people
from relaydesk.platform.errors import Unauthorized
from relaydesk.platform.events import ActorRef, record

PASSWORD = "password"  # noqa: S105 - the name of a method


@transaction.atomic
def begin_session(
    *,
    account_id: UUID,
    previous_key: str,
    at: datetime,
    method: str = PASSWORD,
    provider: str = "",
    source: str = "",
    user_agent: str = "",
    second_factor: bool = False,
) -> str:
    """Begin a session under a new id; the session that the browser had before ends (no fixation).

    Args:
        account_id: who has proved who he is.
        previous_key: session id that the browser sent; may be empty.
        at: when.
        method: how he proved it: `password`, `passkey`, `oidc`, `saml`, `ldap` …
        provider: id of the identity provider, where one vouched for him.
        source: network address, for the list of one's sessions.
        user_agent: what the browser calls itself, for the same list.
        second_factor: more than a password was shown, here or at the provider (`amr`).

    Returns:
        The id of the new session, for the cookie.

    Raises:
        Unauthorized: the account does not exist or is switched off.
    """
    account = Account.objects.filter(id=account_id, active=True).first()
    if account is None:
        raise Unauthorized("This account cannot sign in.", code="sign_in_failed")
    if previous_key:
        Session.objects.filter(session_key=session_hash(previous_key)).delete()
    key = new_session_key()
    Session.objects.create(
        session_key=session_hash(key),
        account_id=account.id,
        created_at=at,
        last_seen_at=at,
        proved_at=at,
        expire_date=at + timedelta(hours=policy().absolute_hours),
        second_factor=second_factor,
        method=method,
        provider=provider,
        source=source[:45],
        browser=browser_name(user_agent),
    )
    account.last_login = at
    account.save(update_fields=["last_login"])
    agent = people.agent(account.agent_id)
    ref = ActorRef(kind=ActorKind.AGENT.value, id=str(account.agent_id), name=agent.name if agent else "")
    event = SignedIn(account_id=account.id, method=method, provider=provider, second_factor=second_factor)
    record(event, actor=ref, subject=f"account:{account.id}", at=at)
    return key
