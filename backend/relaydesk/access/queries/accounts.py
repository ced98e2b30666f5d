"""Accounts, as the screens of rights show them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from relaydesk.access.contracts import ADMINISTRATIONS, Actor, Realm
from relaydesk.access.permissions import AccessPermission as P

LAST_USED = """
GREATEST(a.last_login,
         (SELECT max(t.last_used_on)::timestamptz FROM access_apitoken t WHERE t.account_id = a.id),
         (SELECT max(s.created_at) FROM access_session s WHERE s.account_id = a.id))
"""
ACCOUNTS = f"""
SELECT a.id, a.email, a.agent_id, g.name, a.active, a.administration, a.created_at, {LAST_USED},
       EXISTS (SELECT 1 FROM access_factor f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL)
  FROM access_account a JOIN people_agent g ON g.id = a.agent_id
"""  # noqa: S608 - constants only
ROLES = """
SELECT r.account_id, o.key, o.name, o.name_en, o.realm, r.valid_from, r.valid_until
  FROM access_accountrole r JOIN access_role o ON o.key = r.role_id
 WHERE r.account_id = ANY(%s) ORDER BY o.key
"""


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that an account holds."""

    key: str
    name: str
    name_en: str
    realm: str
    valid_from: datetime | None
    valid_until: datetime | None


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account with its agent and roles. `last_used_at` is the last sign-in or use of a token,
    `second_factor` whether it has any.
    """

    id: UUID
    email: str
    agent_id: UUID
    agent_name: str
    active: bool
    administration: str | None
    created_at: datetime
    last_used_at: datetime | None
    second_factor: bool
    roles: tuple[HeldRole, ...]
    can: dict[str, bool]


@dataclass(frozen=True, slots=True)
class AccountFilters:
    """What a list of accounts is narrowed to."""

    beginning: str = ""
    role: str | None = None
    active: bool | None = None
    unused_days: int | None = None


def list_accounts(
    actor: Actor, filters: AccountFilters, *, at: datetime, limit: int, after: str | None
) -> list[AccountView]:
    """Accounts by address. Two statements.

    Args:
        filters: `beginning` is that of an address or a name; `unused_days` are the accounts that nobody has
            used for so long (GB/T 22239 8.1.4.2 c).
        after: the last address of the page before.
    """
    where: list[str] = []
    params: list[Any] = []
    if filters.beginning:
        where.append("(a.email LIKE %s OR g.name ILIKE %s)")
        beginning = filters.beginning.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
        params += [beginning.lower() + "%", beginning + "%"]
    if filters.role is not None:
        where.append(
            "EXISTS (SELECT 1 FROM access_accountrole r WHERE r.account_id = a.id AND r.role_id = %s)"
        )
        params.append(filters.role)
    if filters.active is not None:
        where.append("a.active = %s")
        params.append(filters.active)
    if filters.unused_days is not None:
        where.append(f"COALESCE({LAST_USED}, a.created_at) < %s")
        params.append(at - timedelta(days=filters.unused_days))
    if after is not None:
        where.append("a.email > %s")
        params.append(after)
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    return _read(actor, f"{condition} ORDER BY a.email LIMIT %s", [*params, limit])


def accounts_by_ids(actor: Actor, ids: Collection[UUID]) -> dict[UUID, AccountView]:
    """Accounts by id."""
    return {one.id: one for one in _read(actor, "WHERE a.id = ANY(%s)", [list(ids)])}


def _read(actor: Actor, tail: str, params: Sequence[Any]) -> list[AccountView]:
    with connection.cursor() as cursor:
        cursor.execute(ACCOUNTS + tail, params)
        rows = cursor.fetchall()
        cursor.execute(ROLES, [[row[0] for row in rows]])
        held: dict[UUID, list[HeldRole]] = {}
        for account_id, *rest in cursor.fetchall():
            held.setdefault(account_id, []).append(HeldRole(*rest))
    views = []
    for row in rows:
        values: list[Any] = [*row, tuple(held.get(row[0], ())), _can(actor, row)]
        views.append(AccountView(*values))
    return views


def _can(actor: Actor, row: Sequence[Any]) -> dict[str, bool]:
    account_id, administration, second_factor = row[0], row[5], row[8]
    other = actor.account_id != account_id and actor.viewed_by is None
    privileged = administration is not None and Realm(administration) in ADMINISTRATIONS
    return {
        "grant": other and actor.can(P.MANAGE_ACCOUNTS),
        "grant_privileged": other and actor.can(P.GRANT_PRIVILEGED),
        "switch": other and actor.can(P.GRANT_PRIVILEGED if privileged else P.MANAGE_ACCOUNTS),
        "view_as": other and actor.can(P.VIEW_AS),
        "end_sessions": other and actor.can(P.END_SESSIONS),
        "reset_factors": other and second_factor and actor.can(P.MANAGE_SIGN_IN),
        "explain": actor.can(P.EXPLAIN),
    }
