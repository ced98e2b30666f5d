"""Find tickets and contacts. The right to see is part of the statement; common words are cut early."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.platform.clock import now
from relaydesk.platform.sql import hot_cursor
from relaydesk.privacy import public as privacy
from relaydesk.privacy.contracts import Kind
from relaydesk.search.queries.spread import spread
from relaydesk.search.rules import marks
from relaydesk.search.rules.documents import question
from relaydesk.search.rules.reading import EMAIL, PHONE, SUBJECT, weights_for
from relaydesk.search.rules.words import asked, digits
from relaydesk.tickets import public as tickets

CANDIDATES = 200
"""So many of the newest matches are looked at; ranking all that have a common word would cost too much."""

COMMON, COMMON_BEGINNING, WALKED = 0.2, 0.1, 3_000
"""A word that so many have is looked for from the last changed on, among so many at most; a half typed one
sooner, because the index must join all words that begin so."""

TRIED, FARTHEST = 600, 5_000
"""How many have a word that begins so, statistics hardly say: so many of the last changed are tried. Where a
page is not full then, and would be after so many as the second number, the walk goes on."""

HARDLY_BEGUN = len("13*")
"""Of a last word of one Chinese character or two letters the index would have to join half of all tickets: it
is looked for among the last changed alone, and the answer says so; any narrowing asks the index."""

ENOUGH, ENOUGH_HALF, WIDENED = 400, 700, 2
"""The first look goes so far back that about so many are found; after so many looks, all are asked. Of a half
typed word more are found at once, since each look must join all words that begin so; where hardly any were
among them, all are asked next."""

FACETS = ("category", "team", "assignee", "type", "channel")
"""By what a search may be narrowed, and by what its hits are counted."""

_FACETS = "t.status_category, t.team_id, t.assignee_id, t.type_id, t.channel"
FIELD_OF_FACET = {"team": "tickets.team", "assignee": "tickets.assignee"}

_SHOWN = """
SELECT t.id, {in_subject}, t.status_category, t.team_id::text, t.assignee_id::text,
       (SELECT y.key FROM tickets_tickettype y WHERE y.id = t.type_id), t.channel
  FROM ({found} ORDER BY t.updated_at DESC, t.id DESC LIMIT {limit}) t
 ORDER BY t.updated_at DESC, t.id DESC
"""
_IN_SUBJECT = "(SELECT e.document @@ %s::tsquery FROM search_ticketentry e WHERE e.ticket_id = t.id)"
_COLUMNS = f"t.id, t.updated_at, {_FACETS}"
# From the index of words: each entry that has them within the marks asked for, then its ticket, one by one:
# the planner takes a rare word for a common one, and would read all tickets within reach instead.
_BY_WORDS = f"""
SELECT {_COLUMNS}
  FROM (SELECT e.ticket_id FROM search_ticketentry e WHERE e.document @@ %s::tsquery OFFSET 0) e
 CROSS JOIN LATERAL (SELECT * FROM tickets_ticket t WHERE t.id = e.ticket_id OFFSET 0) t
 WHERE {{allowed}} {{narrowed}}
"""  # noqa: S608 - constants only
# From the last changed on, where so many have the word that a page of them is met soon.
_BY_CHANGE = f"""
SELECT {_COLUMNS}
  FROM (SELECT e.ticket_id, e.document FROM search_ticketentry e
         WHERE e.ticket_id = ANY(%s::bigint[]) OFFSET 0) e
  JOIN tickets_ticket t ON t.id = e.ticket_id
 WHERE e.document @@ %s::tsquery AND {{allowed}} {{narrowed}}
"""  # noqa: S608 - constants only
_BY_NUMBER = f"""
SELECT {_COLUMNS} FROM search_ticketentry e JOIN tickets_ticket t ON t.id = e.ticket_id
 WHERE {{column}} LIKE %s AND {{allowed}} {{narrowed}}
"""  # noqa: S608 - constants only
_CONTACTS = """
SELECT e.contact_id FROM search_contactentry e JOIN people_contact c ON c.id = e.contact_id
 WHERE {condition} AND c.merged_into_id IS NULL AND {cleared} LIMIT {limit}
"""


NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Found:
    """Tickets by relevance, and how many of them have which value of each facet ("none" for nobody).

    `in_subject` are those whose subject or number has all that was asked for; `cut` says that only the last
    changed were looked at, and more may match.
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

    def marks(self) -> list[str]:
        """The same as far as the index of words knows it."""
        found: list[list[str]] = []
        if self.categories is not None:
            found.append([f"{marks.CATEGORY}{one}" for one in self.categories])
        for kind, owner in ((marks.TEAM, self.team), (marks.ASSIGNEE, self.assignee)):
            if owner is not None:
                found.append([marks.place(kind, None if owner == NOBODY else owner)])
        if self.type_key is not None:
            found.append([f"{marks.TYPE}{self.type_key}"])
        if self.channel is not None:
            found.append([f"{marks.CHANNEL}{self.channel}"])
        if self.since is not None:
            found.append(marks.changed_since(self.since.astimezone(UTC).date(), now().date()))
        return [marks.any_of(one) for one in found]


EVERYWHERE = Within()
NOWHERE = "=nowhere"


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
    rows: list[tuple[Any, ...]] = []
    cut = False
    shows, look = _shows(actor), _Look(actor, within)
    number, groups, weights = digits(query), asked(query), weights_for(shows)
    for column in ("e.number", "e.phone") if shows(PHONE) else ("e.number",):
        if number:
            rows += look.by_number(column, number)
    if groups and weights:
        found, cut = look.by_words(groups, weights)
        rows += found
    values = {ident: facets for ident, _, *facets in rows}
    in_subject = frozenset(row[0] for row in rows if row[1])
    # The sort is stable: among equals the last changed stays first.
    order = sorted(values, key=lambda ident: ident not in in_subject)[:CANDIDATES]
    counts = _counted([values[ident] for ident in order], closed_facets(actor))
    return Found(tuple(order), in_subject, counts, cut or len(values) > CANDIDATES)


class _Look:
    """One search's looks at the index: all within the same reach and what it is narrowed to."""

    def __init__(self, actor: Actor, within: Within) -> None:
        self._allowed, self._allowed_params = tickets.reachable(actor)
        self._narrowed, self._narrowed_params = within.sql()
        self._marks, self._until = within.marks(), within.until or now()
        self._places: list[str] | None = None
        places = tickets.places_of(actor)
        if places is not None:
            kinds = (marks.DEPARTMENT, marks.TEAM, marks.ASSIGNEE)
            self._places = [marks.place(k, one) for k, ids in zip(kinds, places, strict=True) for one in ids]
            self._marks.append(marks.any_of(self._places or [NOWHERE]))
        self._actor, self._unnarrowed = actor, within == EVERYWHERE
        # Of one agent's tickets the index has few enough without a look at the latest days first.
        self._own = places is not None and not (places[0] or places[1])

    def by_number(self, column: str, number: str) -> list[Any]:
        """Tickets whose own number, or whose requester's, has these digits."""
        return self._rows(_BY_NUMBER.format(column=column, **self._parts()), "TRUE", [f"%{number}%"])

    def by_words(self, groups: Sequence[Sequence[str]], weights: str) -> tuple[list[Any], bool]:
        """The last changed of those that have all words; of common ones no more than needed are read.

        Returns:
            What was found, and whether older ones were left out without a look at them.
        """
        known, subject = spread(), question(groups, SUBJECT)
        share = known.share(groups) if known else 0.0
        walked = _walked(groups, share) if known and self._unnarrowed else 0
        last = groups[-1][-1]
        half = last.endswith("*")
        hardly_begun = half and len(last) <= HARDLY_BEGUN
        while walked:
            newest = tickets.newest_ids(self._actor, limit=walked)
            rows = self._rows(
                _BY_CHANGE.format(**self._parts()),
                _IN_SUBJECT,
                [newest, question(groups, weights)],
                subject,
            )
            if len(rows) > CANDIDATES or len(newest) < walked:
                return rows, False
            if hardly_begun and walked >= FARTHEST:
                return rows, True
            further = 1.2 * walked * CANDIDATES / max(len(rows), 1)
            if hardly_begun:
                walked = min(int(further), FARTHEST)
            else:
                walked = int(further) if 1.3 * walked < further <= FARTHEST else 0
        enough = ENOUGH_HALF if half else ENOUGH
        wanted = enough / (share * known.share_of_any(self._places)) if known and share else 0.0
        rows = []
        for _ in range(0 if half and self._own else WIDENED):
            first = known.first_day(wanted, self._until) if known and wanted else None
            if first is None:
                break
            since = marks.any_of(marks.changed_since(first, self._until.astimezone(UTC).date()))
            rows = self._by_index(groups, weights, subject, [*self._marks, since])
            if len(rows) > CANDIDATES:
                return rows, False  # all that changed later were among them
            if half and len(rows) < CANDIDATES // 4:
                break
            wanted *= max(4.0, enough / max(len(rows), 1))
        return self._by_index(groups, weights, subject, self._marks), False

    def _by_index(
        self, groups: Sequence[Sequence[str]], weights: str, subject: str, within: Sequence[str]
    ) -> list[Any]:
        source = _BY_WORDS.format(**self._parts())
        return self._rows(source, _IN_SUBJECT, [question(groups, weights, within)], subject)

    def _parts(self) -> dict[str, str]:
        return {"allowed": self._allowed, "narrowed": self._narrowed}

    def _rows(self, source: str, in_subject: str, asked: list[Any], *subject: str) -> list[Any]:
        sql = _SHOWN.format(found=source, in_subject=in_subject, limit=CANDIDATES + 1)
        return _rows(sql, [*subject, *asked, *self._allowed_params, *self._narrowed_params])


def _walked(groups: Sequence[Sequence[str]], share: float) -> int:
    """Among how many of the last changed the words are looked for first; 0 where the index knows better."""
    half = groups[-1][-1].endswith("*")
    if share >= (COMMON_BEGINNING if half else COMMON):
        # What begins so is counted too high: a ticket that has several such words counts for each.
        return min(WALKED, int((900 if half else 450) / share))
    return TRIED if half else 0


def _counted(rows: Sequence[Sequence[Any]], closed: set[str]) -> dict[str, dict[str, int]]:
    """How often each facet has which value, the commonest first."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(FACETS)
    return {
        facet: {"none" if one is None else one: times for one, times in Counter(column).most_common()}
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
