"""Who is behind a request: one statement, for a token as for a session.

The statement also reads the agent and his teams, tables of `people` one tier below: a second statement
through `people.public` would double the cost of every request (docs/subsystems/access.md).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import orjson

from relaydesk.access.contracts import Actor, ActorKind
from relaydesk.access.rules.roles import grants_of
from relaydesk.access.rules.tokens import bearer, token_hash
from relaydesk.platform.http.authentication import Authenticated
from relaydesk.platform.secrets import sign
from relaydesk.platform.sql import hot_cursor

SESSION_COOKIE = "relaydesk_session"
CSRF_COOKIE = "csrftoken"

ACTOR = """
       a.id, g.id, g.name, g.department_id,
       ARRAY(SELECT m.team_id FROM people_teammember m WHERE m.agent_id = g.id),
       (SELECT jsonb_object_agg(o.key, o.grants)
          FROM access_accountrole r JOIN access_role o ON o.key = r.role_id WHERE r.account_id = a.id)
"""
BY_TOKEN = f"""
SELECT t.last_used_on, {ACTOR}
  FROM access_apitoken t
  JOIN access_account a ON a.id = t.account_id AND a.active
  JOIN people_agent g ON g.id = a.agent_id AND g.active
 WHERE t.hash = %s AND (t.expires_at IS NULL OR t.expires_at > %s)
"""  # noqa: S608 - constants only
BY_SESSION = f"""
SELECT NULL, {ACTOR}
  FROM access_session s
  JOIN access_account a ON a.id = s.account_id AND a.active
  JOIN people_agent g ON g.id = a.agent_id AND g.active
 WHERE s.session_key = %s AND s.expire_date > %s
"""  # noqa: S608 - constants only
BY_ACCOUNT = f"""
SELECT NULL, {ACTOR}
  FROM access_account a
  JOIN people_agent g ON g.id = a.agent_id AND g.active
 WHERE a.email = lower(%s) AND a.active
"""  # noqa: S608 - constants only
TOUCH = "UPDATE access_apitoken SET last_used_on = %s WHERE hash = %s AND last_used_on IS DISTINCT FROM %s"


def _row(sql: str, args: list[Any]) -> tuple[Any, ...] | None:
    with hot_cursor() as cursor:
        cursor.execute(sql, args)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def _actor(row: tuple[Any, ...]) -> Actor:
    _, account_id, agent_id, name, department_id, team_ids, roles = row
    return Actor(
        kind=ActorKind.AGENT,
        name=name,
        agent_id=agent_id,
        account_id=account_id,
        team_ids=frozenset(team_ids),
        department_id=department_id,
        grants=grants_of(_roles(roles)),
    )


def _roles(value: Any) -> Mapping[str, Mapping[str, str]]:
    if isinstance(value, str | bytes):
        value = orjson.loads(value)
    return value or {}


def csrf_token_of(session_key: str) -> str:
    """The token that writes of this session must repeat: a keyed hash of its id, so nothing is stored."""
    return sign("csrf", session_key)


def by_token(token: str, at: datetime) -> Actor | None:
    """The actor of an API token, with one more statement on the first use of a day."""
    digest = token_hash(token)
    row = _row(BY_TOKEN, [digest, at]) if digest else None
    if row is None:
        return None
    today: date = at.date()
    if row[0] != today:
        with hot_cursor() as cursor:
            cursor.execute(TOUCH, [today, digest, today])
    return _actor(row)


def by_session(session_key: str, at: datetime) -> Actor | None:
    """The actor of a signed-in browser."""
    if not 8 <= len(session_key) <= 64 or not session_key.isalnum():
        return None
    row = _row(BY_SESSION, [session_key, at])
    return _actor(row) if row else None


def by_email(email: str) -> Actor | None:
    """The actor that an account would be."""
    row = _row(BY_ACCOUNT, [email])
    return _actor(row) if row else None


def who(cookies: Mapping[str, str], authorization: str | None, at: datetime) -> Authenticated | None:
    """Look at credentials. A token that is sent but wrong is not rescued by a session cookie.

    Args:
        cookies: the request's cookies.
        authorization: the `Authorization` header, if any.
        at: now.
    """
    if authorization:
        token = bearer(authorization)
        actor = by_token(token, at) if token else None
        return Authenticated(actor, f"account:{actor.account_id}", None) if actor else None
    session_key = cookies.get(SESSION_COOKIE, "")
    actor = by_session(session_key, at) if session_key else None
    if actor is None:
        return None
    return Authenticated(actor, f"account:{actor.account_id}", csrf_token_of(session_key))
