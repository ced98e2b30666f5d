"""Who is behind a request: one statement, for a token as for a session.

The statement also reads the agent and his teams, tables of `people` one tier below: a second statement
through `people.public` would double the cost of every request (docs/subsystems/access.md).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from relaydesk.access.contracts import Actor, ActorKind, Realm, StandIn, ViewedBy
from relaydesk.access.permissions import AccessPermission
from relaydesk.access.queries.rights import departments_within, lent_grants, rights_of
from relaydesk.access.rules.sign_in_policy import DEFAULT
from relaydesk.access.rules.tokens import bearer, session_hash, token_hash
from relaydesk.platform.clock import now
from relaydesk.platform.http.authentication import Authenticated, SessionFacts
from relaydesk.platform.secrets import sign
from relaydesk.platform.sql import hot_cursor

SESSION_COOKIE = "relaydesk_session"
CSRF_COOKIE = "csrftoken"
SECOND_FACTOR_REQUIRED = "second_factor_required"
PASSWORD_CHANGE_REQUIRED = "password_change_required"  # noqa: S105 - the name of a refusal
SEEN_EVERY = timedelta(minutes=1)

ROLES_OF = """
ARRAY(SELECT o.revision FROM access_accountrole r JOIN access_role o ON o.key = r.role_id
       WHERE r.account_id = {account}
         AND (r.valid_from IS NULL OR r.valid_from <= n.at)
         AND (r.valid_until IS NULL OR r.valid_until > n.at))
"""
TEAMS_OF = "ARRAY(SELECT m.team_id FROM people_teammember m WHERE m.agent_id = {agent})"
# The time conditions stand here and nowhere else: what has run out is gone with the next request.
ACTOR = f"""
       a.id, g.id, g.name, g.department_id, {TEAMS_OF.format(agent="g.id")}, a.administration,
       {ROLES_OF.format(account="a.id")},
       (SELECT jsonb_agg(jsonb_build_array(ag.id, ag.name, ag.department_id,
                         {TEAMS_OF.format(agent="ag.id")}, {ROLES_OF.format(account="sa.id")}))
          FROM access_standin i
          JOIN access_account sa ON sa.id = i.absent_id AND sa.active
          JOIN people_agent ag ON ag.id = sa.agent_id AND ag.active
         WHERE i.deputy_id = a.id AND i.valid_until > n.at AND i.valid_from <= n.at)
"""  # noqa: S608 - constants only
NOW = "CROSS JOIN (VALUES (%s::timestamptz)) n(at)"
# What the owner of a session has to do before anything else.
MUST = f"""
CASE WHEN NOT s.second_factor AND EXISTS (
            SELECT 1 FROM access_accountrole r JOIN access_role o ON o.key = r.role_id AND o.second_factor
             WHERE r.account_id = v.id AND (r.valid_from IS NULL OR r.valid_from <= n.at)
               AND (r.valid_until IS NULL OR r.valid_until > n.at))
       THEN '{SECOND_FACTOR_REQUIRED}'
     WHEN s.method = 'password' AND p.max_age_days IS NOT NULL
          AND coalesce(v.password_changed_at, v.created_at) <= n.at - make_interval(days => p.max_age_days)
       THEN '{PASSWORD_CHANGE_REQUIRED}'
END"""  # noqa: S608 - constants only
BY_TOKEN = f"""
SELECT t.id, NULL, t.last_used_on, t.scopes, {ACTOR}
  FROM access_apitoken t {NOW}
  JOIN access_account a ON a.id = t.account_id AND a.active
  JOIN people_agent g ON g.id = a.agent_id AND g.active
 WHERE t.hash = %s AND (t.expires_at IS NULL OR t.expires_at > n.at)
"""  # noqa: S608 - constants only
BY_SESSION = f"""
SELECT s.id, s.last_seen_at, s.proved_at, s.second_factor, {MUST},
       CASE WHEN s.viewing_as_id IS NOT NULL THEN
         jsonb_build_array(v.id, vg.id, vg.name, v.administration, {ROLES_OF.format(account="v.id")}) END,
       NULL, NULL, {ACTOR}
  FROM access_session s {NOW}
  JOIN access_account v ON v.id = s.account_id AND v.active
  JOIN people_agent vg ON vg.id = v.agent_id AND vg.active
  JOIN access_account a ON a.id = COALESCE(s.viewing_as_id, s.account_id) AND a.active
  JOIN people_agent g ON g.id = a.agent_id AND g.active
  LEFT JOIN access_signinpolicy p ON p.id = 1
 WHERE s.session_key = %s AND s.expire_date > n.at
   AND s.last_seen_at > n.at - make_interval(mins => coalesce(p.idle_minutes, {DEFAULT.idle_minutes}))
"""  # noqa: S608 - constants only
BY_ACCOUNT = f"""
SELECT NULL, NULL, NULL, {ACTOR}
  FROM access_account a {NOW}
  JOIN people_agent g ON g.id = a.agent_id AND g.active
 WHERE a.email = lower(%s) AND a.active
"""  # noqa: S608 - constants only
BY_ID = f"""
SELECT NULL, NULL, %s::text[], {ACTOR}
  FROM access_account a {NOW}
  JOIN people_agent g ON g.id = a.agent_id AND g.active
 WHERE a.id = %s AND a.active
"""  # noqa: S608 - constants only
BY_NAME = f"""
SELECT NULL, NULL, NULL, {ACTOR}
  FROM access_account a {NOW}
  JOIN people_agent g ON g.id = a.agent_id AND g.active
 WHERE a.active AND (g.name, a.id) > (%s, %s) ORDER BY g.name, a.id LIMIT %s
"""  # noqa: S608 - constants only
BY_AGENTS = f"""
SELECT NULL, NULL, NULL, {ACTOR}
  FROM access_account a {NOW}
  JOIN people_agent g ON g.id = a.agent_id AND g.active
 WHERE a.active AND a.agent_id = ANY(%s)
"""  # noqa: S608 - constants only
TOUCH = "UPDATE access_apitoken SET last_used_on = %s WHERE hash = %s AND last_used_on IS DISTINCT FROM %s"
SEEN = "UPDATE access_session SET last_seen_at = %s WHERE id = %s AND last_seen_at < %s"


def _row(sql: str, args: list[Any]) -> tuple[Any, ...] | None:
    with hot_cursor() as cursor:
        cursor.execute(sql, args)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def _actor(row: Sequence[Any]) -> Actor | None:
    viewer, _, token_scopes, account_id, agent_id, name, department_id, team_ids, realm, roles, lent = row
    administration = Realm(realm) if realm else None
    viewed_by = _viewed_by(viewer) if viewer else None
    if viewer and viewed_by is None:
        return None  # he may look no longer; the session falls back to neither of the two
    if viewed_by is not None:
        administration = None  # nobody looks into an administration that is not his
    rights = rights_of(roles, administration)
    scopes = frozenset(token_scopes) if token_scopes is not None else None
    grants = rights.grants
    if scopes is not None:
        grants = {key: scope for key, scope in grants.items() if key in scopes}
    standing_in = tuple(_stand_in(one, scopes) for one in _json(lent)) if lent else ()
    return Actor(
        kind=ActorKind.AGENT,
        name=name,
        agent_id=agent_id,
        account_id=account_id,
        team_ids=frozenset(team_ids),
        department_id=department_id,
        grants=grants,
        department_ids=departments_within(department_id, grants),
        labels=rights.labels,
        field_rights=rights.field_rights,
        administration=administration,
        standing_in=standing_in,
        viewed_by=viewed_by,
        token_scopes=scopes,
    )


def _viewed_by(value: Any) -> ViewedBy | None:
    """Who looks with somebody else's eyes, if he still may."""
    account_id, agent_id, name, realm, roles = _json(value)
    rights = rights_of([UUID(one) for one in roles], Realm(realm) if realm else None)
    if AccessPermission.VIEW_AS not in rights.grants:
        return None
    return ViewedBy(UUID(account_id), UUID(agent_id), name)


def _stand_in(value: Any, scopes: frozenset[str] | None) -> StandIn:
    agent_id, name, department, team_ids, roles = value
    grants = lent_grants(rights_of([UUID(one) for one in roles], None).grants, scopes)
    department_id = UUID(department) if department else None
    return StandIn(
        agent_id=UUID(agent_id),
        name=name,
        team_ids=frozenset(UUID(one) for one in team_ids),
        department_id=department_id,
        department_ids=departments_within(department_id, grants),
        grants=grants,
    )


def _json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str | bytes) else value


def csrf_token_of(session_key: str) -> str:
    """The token that writes of this session must repeat: a keyed hash of its id, so nothing is stored."""
    return sign("csrf", session_key)


def by_token(token: str, at: datetime) -> Authenticated | None:
    """Who is behind an API token, with one more statement on the first use of a day."""
    digest = token_hash(token)
    row = _row(BY_TOKEN, [at, digest]) if digest else None
    if row is None:
        return None
    token_id, *rest = row
    today: date = at.date()
    if rest[1] != today:
        with hot_cursor() as cursor:
            cursor.execute(TOUCH, [today, digest, today])
    actor = _actor(rest)
    return Authenticated(actor, f"account:{actor.account_id}", None, token_id=token_id) if actor else None


def by_session(session_key: str, at: datetime, *, using: bool = True) -> Authenticated | None:
    """Who is behind a signed-in browser, with one more statement a minute.

    Somebody who has yet to show a second factor or to change his password holds no grant at all.

    Args:
        session_key: the cookie.
        at: now.
        using: he is doing something; else the session's idle time goes on.
    """
    digest = session_hash(session_key)
    row = _row(BY_SESSION, [at, digest]) if digest else None
    if row is None:
        return None
    session_id, seen, proved_at, second_factor, must, *rest = row
    if using and at - seen >= SEEN_EVERY:
        with hot_cursor() as cursor:
            cursor.execute(SEEN, [at, session_id, at])
    actor = _actor(rest)
    if actor is None:
        return None
    if must is not None:
        actor = replace(actor, grants={}, standing_in=())
    viewer = actor.viewed_by
    return Authenticated(
        actor,
        f"account:{viewer.account_id if viewer else actor.account_id}",
        csrf_token_of(session_key),
        read_only="view_as_is_read_only" if viewer else None,
        must=must,
        session=SessionFacts(session_id, proved_at, second_factor),
    )


def by_email(email: str, at: datetime | None = None) -> Actor | None:
    """The actor that an account would be."""
    row = _row(BY_ACCOUNT, [at or now(), email])
    return _actor(row) if row else None


def by_account(account_id: UUID, token_scopes: Collection[str] | None, at: datetime) -> Actor | None:
    """The actor that an active account is now, through a token of these scopes, or whole."""
    scopes = None if token_scopes is None else sorted(token_scopes)
    row = _row(BY_ID, [scopes, at, account_id])
    return _actor(row) if row else None


def active_actors(after: tuple[str, UUID], limit: int, at: datetime) -> list[Actor]:
    """The actors that active accounts would be, by name, behind a place in that order; one statement."""
    with hot_cursor() as cursor:
        cursor.execute(BY_NAME, [at, *after, limit])
        rows = cursor.fetchall()
    return [actor for row in rows if (actor := _actor(row)) is not None]


def actors_of_agents(agent_ids: Sequence[UUID], at: datetime) -> dict[UUID, Actor]:
    """The actors that the active accounts of these agents would be, by agent; one statement."""
    if not agent_ids:
        return {}
    with hot_cursor() as cursor:
        cursor.execute(BY_AGENTS, [at, list(agent_ids)])
        rows = cursor.fetchall()
    actors = (_actor(row) for row in rows)
    return {actor.agent_id: actor for actor in actors if actor is not None and actor.agent_id is not None}


def who(
    cookies: Mapping[str, str], authorization: str | None, at: datetime, *, using: bool = True
) -> Authenticated | None:
    """Look at credentials. A token that is sent but wrong is not rescued by a session cookie.

    Args:
        cookies: the request's cookies.
        authorization: the `Authorization` header, if any.
        at: now.
        using: somebody is doing something; not so a stream that only stays open.
    """
    if authorization:
        token = bearer(authorization)
        return by_token(token, at) if token else None
    session_key = cookies.get(SESSION_COOKIE, "")
    return by_session(session_key, at, using=using) if session_key else None
