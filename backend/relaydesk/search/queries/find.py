"""Find tickets and contacts. The right to see is part of the statement; common words are cut early."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.platform.sql import hot_cursor
from relaydesk.privacy import public as privacy
from relaydesk.privacy.contracts import Kind
from relaydesk.search.rules.documents import question
from relaydesk.search.rules.reading import EMAIL, PHONE, SUBJECT, weights_for
from relaydesk.search.rules.words import asked, digits
from relaydesk.tickets import public as tickets

CANDIDATES = 200
"""So many of the newest matches are looked at; ranking all that have a common word would cost too much."""

FACETS = ("category", "team", "assignee", "type", "channel")
"""By what a search may be narrowed, and by what its hits are counted."""

_FACETS = (
    "t.status_category, t.team_id, t.assignee_id, "
    "(SELECT y.key FROM tickets_tickettype y WHERE y.id = t.type_id), t.channel"
)
FIELD_OF_FACET = {"team": "tickets.team", "assignee": "tickets.assignee"}

# Newest change first along the index of tickets where the word is common, from the index of words where it is
# rare: the planner decides by what ANALYZE has seen of the documents.
_TICKETS = f"""
SELECT t.id, e.document @@ %s::tsquery, {_FACETS}
  FROM search_ticketentry e JOIN tickets_ticket t ON t.id = e.ticket_id
 WHERE e.document @@ %s::tsquery AND {{allowed}} {{narrowed}}
 ORDER BY t.updated_at DESC, t.id DESC LIMIT {{limit}}
"""  # noqa: S608 - constants only
_BY_NUMBER = f"""
SELECT t.id, TRUE, {_FACETS} FROM search_ticketentry e JOIN tickets_ticket t ON t.id = e.ticket_id
 WHERE {{column}} LIKE %s AND {{allowed}} {{narrowed}}
 ORDER BY t.updated_at DESC, t.id DESC LIMIT {{limit}}
"""  # noqa: S608 - constants only
_CONTACTS = """
SELECT e.contact_id FROM search_contactentry e JOIN people_contact c ON c.id = e.contact_id
 WHERE {condition} AND c.merged_into_id IS NULL AND {cleared} LIMIT {limit}
"""


NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Found:
    """Tickets by relevance, and how many of them have which value of each facet ("none" for nobody).

    `in_subject` are those whose subject or number has all that was asked for; `cut` says that more match than
    were looked at.
    """

    ids: tuple[int, ...]
    in_subject: frozenset[int]
    facets: Mapping[str, Mapping[str, int]]
    cut: bool


@dataclass(frozen=True, slots=True)
class Within:
    """What the tickets are narrowed to; None does not narrow, `NOBODY` stands for no team or agent."""

    categories: tuple[str, ...] | None = None
    team: UUID | None = None
    assignee: UUID | None = None
    type_key: str | None = None
    channel: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def sql(self) -> tuple[str, list[Any]]:
        """Conditions over `t`, each with AND before it, and their parameters."""
        parts: list[tuple[str, list[Any]]] = []
        if self.categories is not None:
            parts.append(("t.status_category = ANY(%s)", [list(self.categories)]))
        for column, owner in (("t.team_id", self.team), ("t.assignee_id", self.assignee)):
            if owner is not None:
                nobody = owner == NOBODY
                parts.append((f"{column} IS NULL", []) if nobody else (f"{column} = %s", [owner]))
        plain: tuple[tuple[str, str | datetime | None], ...] = (
            ("t.type_id = (SELECT y.id FROM tickets_tickettype y WHERE y.key = %s)", self.type_key),
            ("t.channel = %s", self.channel),
            ("t.updated_at >= %s", self.since),
            ("t.updated_at < %s", self.until),
        )
        parts += [(sql, [value]) for sql, value in plain if value is not None]
        return "".join(f" AND {sql}" for sql, _ in parts), [p for _, params in parts for p in params]


EVERYWHERE = Within()


def closed_facets(actor: Actor) -> set[str]:
    """Facets of fields that the actor may not read for some type: neither counted nor asked for."""
    shows = _shows(actor)
    return {facet for facet, field in FIELD_OF_FACET.items() if not shows(field)}


def find_tickets(*, actor: Actor, query: str, within: Within = EVERYWHERE) -> Found:
    """The tickets that match: those whose subject does first, then the last changed.

    Args:
        actor: who asks; what he may not see does not exist, and places that he may not read are not searched.
        query: words, a number or its tail.
        within: what to stay within; no facet of `closed_facets`.
    """
    allowed, params = tickets.reachable(actor)
    narrowed, more = within.sql()
    parts = {"allowed": allowed, "narrowed": narrowed, "limit": CANDIDATES + 1}
    rows: list[tuple[Any, ...]] = []
    shows = _shows(actor)
    number, groups, weights = digits(query), asked(query), weights_for(shows)
    for column in ("e.number", "e.phone") if shows(PHONE) else ("e.number",):
        if number:
            rows += _rows(_BY_NUMBER.format(column=column, **parts), [f"%{number}%", *params, *more])
    if groups and weights:
        asked_for = [question(groups, SUBJECT), question(groups, weights)]
        rows += _rows(_TICKETS.format(**parts), [*asked_for, *params, *more])
    values = {ident: facets for ident, _, *facets in rows}
    in_subject = frozenset(row[0] for row in rows if row[1])
    # The sort is stable: among equals the last changed stays first.
    order = sorted(values, key=lambda ident: ident not in in_subject)[:CANDIDATES]
    counts = _counted([values[ident] for ident in order], closed_facets(actor))
    return Found(tuple(order), in_subject, counts, len(values) > CANDIDATES)


def _counted(rows: Sequence[Sequence[Any]], closed: set[str]) -> dict[str, dict[str, int]]:
    """How often each facet has which value, the commonest first."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(FACETS)
    return {
        facet: dict(Counter("none" if value is None else str(value) for value in column).most_common())
        for facet, column in zip(FACETS, columns, strict=True)
        if facet not in closed
    }


def find_contacts(*, actor: Actor, query: str, limit: int) -> list[UUID]:
    """Contacts by name, pinyin, company, address, number or its tail, for whom the actor is cleared."""
    shows = _shows(actor)
    number, groups = digits(query), asked(query)
    weights = "".join(weight for weight in weights_for(shows) if weight in "BD")
    cleared, labels = "TRUE", []
    if actor.labels is not None:
        cleared, labels = "(c.label IS NULL OR c.label = ANY(%s))", [sorted(actor.labels)]
    found: list[UUID] = []
    if number and shows(PHONE):
        sql = _CONTACTS.format(condition="e.phone LIKE %s", cleared=cleared, limit=limit)
        found += [row[0] for row in _rows(sql, [f"%{number}%", *labels])]
    if groups and weights:
        sql = _CONTACTS.format(condition="e.document @@ %s::tsquery", cleared=cleared, limit=limit)
        found += [row[0] for row in _rows(sql, [question(groups, weights), *labels])]
    return list(dict.fromkeys(found))[:limit]


def _shows(actor: Actor) -> Callable[[str], bool]:
    """Whether the actor reads a field in full, for every ticket type."""
    closed = {name for (name, _), right in actor.field_rights.items() if not right.shows}
    masked = privacy.kinds_masked_for(actor)
    closed |= {name for kind, name in ((Kind.PHONE, PHONE), (Kind.EMAIL, EMAIL)) if kind in masked}
    return lambda name: name not in closed


def _rows(sql: str, params: list[Any]) -> list[Any]:
    with hot_cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
