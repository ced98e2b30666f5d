"""Find tickets and contacts. The right to see is part of the statement; common words are cut early."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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

# Newest change first along the index of tickets where the word is common, from the index of words where it is
# rare: the planner decides by what ANALYZE has seen of the documents.
_TICKETS = """
SELECT t.id, e.document @@ %s::tsquery, t.status_category
  FROM search_ticketentry e JOIN tickets_ticket t ON t.id = e.ticket_id
 WHERE e.document @@ %s::tsquery AND {allowed} {narrowed}
 ORDER BY t.updated_at DESC, t.id DESC LIMIT {limit}
"""
_BY_NUMBER = """
SELECT t.id, TRUE, t.status_category FROM search_ticketentry e JOIN tickets_ticket t ON t.id = e.ticket_id
 WHERE {column} LIKE %s AND {allowed} {narrowed}
 ORDER BY t.updated_at DESC, t.id DESC LIMIT {limit}
"""
_CONTACTS = """
SELECT e.contact_id FROM search_contactentry e JOIN people_contact c ON c.id = e.contact_id
 WHERE {condition} AND c.merged_into_id IS NULL AND {cleared} LIMIT {limit}
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Tickets by relevance, with how many are in which status category.

    `in_subject` are those whose subject or number has all that was asked for; `cut` says that more match than
    were looked at.
    """

    ids: tuple[int, ...]
    in_subject: frozenset[int]
    categories: Mapping[str, int]
    cut: bool


def find_tickets(*, actor: Actor, query: str, categories: Sequence[str] | None = None) -> Found:
    """The tickets that match: those whose subject does first, then the last changed.

    Args:
        actor: who asks; what he may not see does not exist, and places that he may not read are not searched.
        query: words, a number or its tail.
        categories: status categories to stay within.
    """
    allowed, params = tickets.reachable(actor)
    narrowed, more = ("AND t.status_category = ANY(%s)", [list(categories)]) if categories else ("", [])
    parts = {"allowed": allowed, "narrowed": narrowed, "limit": CANDIDATES + 1}
    rows: list[tuple[int, bool, str]] = []
    shows = _shows(actor)
    number, groups, weights = digits(query), asked(query), weights_for(shows)
    for column in ("e.number", "e.phone") if shows(PHONE) else ("e.number",):
        if number:
            rows += _rows(_BY_NUMBER.format(column=column, **parts), [f"%{number}%", *params, *more])
    if groups and weights:
        asked_for = [question(groups, SUBJECT), question(groups, weights)]
        rows += _rows(_TICKETS.format(**parts), [*asked_for, *params, *more])
    category = {ident: name for ident, _, name in rows}
    in_subject = frozenset(ident for ident, hit, _ in rows if hit)
    # The sort is stable: among equals the last changed stays first.
    order = sorted(category, key=lambda ident: ident not in in_subject)[:CANDIDATES]
    counts = Counter(category[ident] for ident in order)
    return Found(tuple(order), in_subject, dict(counts), len(category) > CANDIDATES)


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
