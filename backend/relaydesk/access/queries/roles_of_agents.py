"""Which roles agents hold at a moment."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from relaydesk.platform.sql import hot_cursor

_ROLES = """
SELECT a.agent_id, array_agg(r.role_id ORDER BY r.role_id)
  FROM access_account a JOIN access_accountrole r ON r.account_id = a.id
 WHERE a.agent_id = ANY(%s::uuid[]) AND a.active
   AND (r.valid_from IS NULL OR r.valid_from <= %s) AND (r.valid_until IS NULL OR r.valid_until > %s)
 GROUP BY a.agent_id
"""


def roles_of_agents(agent_ids: Collection[UUID], at: datetime) -> dict[UUID, tuple[str, ...]]:
    """The keys of the roles that agents hold now, by agent; who holds none is left out. One statement."""
    if not agent_ids:
        return {}
    with hot_cursor() as cursor:
        cursor.execute(_ROLES, [list(agent_ids), at, at])
        return {agent_id: tuple(keys) for agent_id, keys in cursor.fetchall()}
