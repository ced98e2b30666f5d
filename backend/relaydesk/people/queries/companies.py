"""Companies by id, and a page of a list."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from relaydesk.people.contracts import CompanyView, Tier
from relaydesk.people.queries.contacts import escaped
from relaydesk.platform.sql import hot_cursor

COLUMNS = """
SELECT m.id, m.name, ARRAY(SELECT d.domain FROM people_companydomain d WHERE d.company_id = m.id ORDER BY 1),
       m.tier, m.contract_from, m.contract_until, m.version
  FROM people_company m
"""


@dataclass(frozen=True, slots=True)
class CompanyFilters:
    """What a list of companies is narrowed to.

    Args:
        text: the beginning of the name or of a domain.
        tier: only this tier.
    """

    text: str = ""
    tier: Tier | None = None


def _read(where: str, params: list[Any]) -> list[CompanyView]:
    with hot_cursor() as cursor:
        cursor.execute(f"{COLUMNS} {where}", params)
        return [
            CompanyView(ident, name, domains, Tier(tier), since, until, version)
            for ident, name, domains, tier, since, until, version in cursor.fetchall()
        ]


def companies_by_ids(ids: Collection[UUID]) -> dict[UUID, CompanyView]:
    """Companies by id in one statement."""
    return {one.id: one for one in _read("WHERE m.id = ANY(%s)", [list(ids)])} if ids else {}


def list_companies(
    filters: CompanyFilters, *, limit: int, after: tuple[str, UUID] | None = None
) -> list[CompanyView]:
    """A page of companies by name, letter case aside.

    Args:
        after: name and id of the last row of the page before.
    """
    conditions: list[str] = ["TRUE"]
    params: list[Any] = []
    if filters.text.strip():
        prefix = escaped(filters.text.strip().lower()) + "%"
        conditions.append(
            "(lower(m.name) LIKE %s OR m.id IN"
            " (SELECT company_id FROM people_companydomain WHERE domain LIKE %s))"
        )
        params += [prefix, prefix]
    if filters.tier is not None:
        conditions.append("m.tier = %s")
        params.append(filters.tier.value)
    if after is not None:
        # by the operators of the index for prefixes, which is the one that serves this order
        conditions.append("lower(m.name) ~>=~ lower(%s) AND (lower(m.name) ~>~ lower(%s) OR m.id > %s)")
        params += [after[0], after[0], after[1]]
    order = "ORDER BY lower(m.name) USING ~<~, m.id LIMIT %s"
    return _read(f"WHERE {' AND '.join(conditions)} {order}", [*params, limit])
