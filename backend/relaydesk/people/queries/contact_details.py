"""One contact with everything that is known of it, in one statement."""

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from relaydesk.people.contracts import (
    Caller,
    ContactDetails,
    ContactView,
    IdentityKind,
    IdentityView,
    MergeView,
)
from relaydesk.people.models.contact_columns import COLUMNS
from relaydesk.people.policies import sees
from relaydesk.platform.sql import hot_cursor

SQL = f"""
SELECT {COLUMNS}, c.merged_into_id, c.created_at, c.version,
       (SELECT jsonb_agg(jsonb_build_array(i.id, i.kind, i.value, i.verified_at)
                         ORDER BY i.position, i.verified_at NULLS LAST, i.id)
          FROM people_contactidentity i WHERE i.contact_id = c.id),
       (SELECT jsonb_agg(jsonb_build_array(g.absorbed_id, o.name, g.at, g.by_name, o.label)
                         ORDER BY g.at DESC, g.id DESC)
          FROM people_contactmerge g JOIN people_contact o ON o.id = g.absorbed_id
         WHERE g.kept_id = c.id AND g.undone_at IS NULL)
  FROM people_contact c WHERE c.id = %s
"""  # noqa: S608 - constants only


def contact_details(caller: Caller, contact_id: UUID) -> ContactDetails | None:
    """A contact that the caller may see, merged into another or not; None otherwise."""
    with hot_cursor() as cursor:
        cursor.execute(SQL, [contact_id])
        row = cursor.fetchone()
    if row is None:
        return None
    *view, merged_into, created_at, version, identities, merges = row
    contact = ContactView(*view)
    if not sees(caller, contact.label):
        return None
    return ContactDetails(
        contact=contact,
        identities=tuple(_identity(*one) for one in _json(identities)),
        merged=tuple(
            MergeView(UUID(ident), name, datetime.fromisoformat(at), by)
            for ident, name, at, by, label in _json(merges)
            if sees(caller, label)
        ),
        merged_into=merged_into,
        created_at=created_at,
        version=version,
    )


def _json(value: Any) -> list[Any]:
    if isinstance(value, str | bytes):
        value = orjson.loads(value)
    return value or []


def _identity(ident: str, kind: str, value: str, verified_at: str | None) -> IdentityView:
    at = datetime.fromisoformat(verified_at) if verified_at else None
    return IdentityView(UUID(ident), IdentityKind(kind), value, at)
