"""Find tickets and contacts. The right to see is part of the statement; common words are cut early."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.platform.sql import hot_cursor
from relaydesk.search.rules.documents import question
from relaydesk.search.rules.words import asked, digits
from relaydesk.tickets import public as tickets

CANDIDATES = 200
"""So many of the newest matches are looked at; a word that more tickets have is too common to rank them all."""

# Newest change first along the index of tickets where the word is common, from the index of words where it is
# rare: the planner decides by what ANALYZE has seen of the documents.
_TICKETS = """
SELECT t.id, ts_rank('{{0.02, 0.1, 0.4, 1.0}}', e.document, q.asked) AS rank
  FROM search_ticketentry e JOIN tickets_ticket t ON t.id = e.ticket_id, (SELECT %s::tsquery) q(asked)
 WHERE e.document @@ %s::tsquery AND {allowed} {narrowed}
 ORDER BY t.updated_at DESC, t.id DESC LIMIT {limit}
"""
_BY_NUMBER = """
SELECT t.id, 1.0 FROM search_ticketentry e JOIN tickets_ticket t ON t.id = e.ticket_id
 WHERE e.numbers LIKE %s AND {allowed} {narrowed}
 ORDER BY t.updated_at DESC, t.id DESC LIMIT {limit}
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Tickets by relevance; `cut` says that more match than were looked at."""

    ids: tuple[int, ...]
    cut: bool


def find_tickets(
    *, actor: Actor, query: str, categories: Sequence[str] | None = None, weights: str = ""
) -> Found:
    """The tickets that match, the most fitting of the newest first.

    Args:
        actor: who asks; what he may not see does not exist.
        query: words, a number or its tail.
        categories: status categories to stay within.
        weights: places to look in (`AB`: not in messages), empty for all.
    """
    allowed, params = tickets.reachable(actor)
    narrowed, more = ("AND t.status_category = ANY(%s)", [list(categories)]) if categories else ("", [])
    parts = {"allowed": allowed, "narrowed": narrowed, "limit": CANDIDATES + 1}
    number = digits(query)
    rows = _rows(_BY_NUMBER.format(**parts), [f"%{number}%", *params, *more]) if number else []
    groups = asked(query)
    if groups:
        wanted = question(groups, weights)
        rows += _rows(_TICKETS.format(**parts), [wanted, wanted, *params, *more])
    best: dict[int, float] = {}
    for ident, rank in rows:
        best[ident] = max(rank, best.get(ident, 0.0))
    # The sort is stable: among equals the newest stays first.
    order = sorted(best, key=lambda ident: -round(best[ident], 2))
    return Found(tuple(order[:CANDIDATES]), len(best) > CANDIDATES)


def _rows(sql: str, params: list[Any]) -> list[tuple[int, float]]:
    with hot_cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def find_contacts(*, query: str, limit: int) -> list[UUID]:
    """Contacts by name, pinyin, company, address, number or its tail; best first."""
    number, groups = digits(query), asked(query)
    found: list[UUID] = []
    with hot_cursor() as cursor:
        if number:
            cursor.execute(
                "SELECT contact_id FROM search_contactentry WHERE numbers LIKE %s LIMIT %s",
                [f"%{number}%", limit],
            )
            found += [row[0] for row in cursor.fetchall()]
        if groups:
            cursor.execute(
                "SELECT contact_id FROM search_contactentry WHERE document @@ %s::tsquery"
                " ORDER BY ts_rank(document, %s::tsquery) DESC LIMIT %s",
                [question(groups), question(groups), limit],
            )
            found += [row[0] for row in cursor.fetchall()]
    return list(dict.fromkeys(found))[:limit]
