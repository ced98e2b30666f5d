"""What the stream tells: which ticket changed, by which fact; never what it now says."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import TicketView

PREFIX = "ticket:"
QUIET = frozenset({"tickets.ticket.viewed"})
"""Facts of the record alone: telling them would make every screen load, and so view, again."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the log, as far as the stream needs it."""

    event_id: int
    name: str
    subject: str
    at: datetime
    previous_team_id: UUID | None = None
    previous_assignee_id: UUID | None = None
    previous_label: str | None = None
    for_accounts: frozenset[UUID] = frozenset()

    @property
    def ticket_id(self) -> int | None:
        """The ticket that the fact is about, or None."""
        number = self.subject.removeprefix(PREFIX)
        return int(number) if number != self.subject and number.isdigit() else None


@dataclass(frozen=True, slots=True)
class Change:
    """A fact to be told, with the places of its ticket, now and before, by which readers are chosen.

    A fact without a ticket is told to the accounts that it names, `for_accounts`, and to nobody else.
    """

    key: tuple[int | str, str]
    data: bytes
    places: tuple[TicketView, ...] = ()
    for_accounts: frozenset[UUID] = frozenset()


def changes_of(facts: Collection[Fact]) -> list[Change]:
    """Turn facts into changes, one per ticket and name (the latest), by one question to the database."""
    latest = {
        (fact.ticket_id, fact.name): fact
        for fact in facts
        if fact.ticket_id is not None and fact.name not in QUIET
    }
    views = tickets.tickets({ticket_id for ticket_id, _ in latest if ticket_id is not None}) if latest else {}
    found = _personal(facts)
    for fact in sorted(latest.values(), key=lambda fact: fact.event_id):
        view = views.get(fact.ticket_id or 0)
        if view is not None:
            places = (view, *_former_places(fact, view))
            found.append(Change(key=(view.id, fact.name), data=_told(fact, view.number), places=places))
    return found


def _personal(facts: Iterable[Fact]) -> list[Change]:
    """The facts that concern some accounts alone: how far one's own errands are, what is new in one's list.

    One per subject and name, the latest, for all whom any of them names.
    """
    latest: dict[tuple[str, str], Fact] = {}
    accounts: dict[tuple[str, str], frozenset[UUID]] = {}
    for fact in facts:
        if fact.for_accounts and fact.ticket_id is None:
            key = fact.subject, fact.name
            latest[key] = fact
            accounts[key] = accounts.get(key, frozenset()) | fact.for_accounts
    return [
        Change(key=key, data=_told(fact, None), for_accounts=accounts[key]) for key, fact in latest.items()
    ]


def _told(fact: Fact, number: str | None) -> bytes:
    told = {"name": fact.name, "ticket": number, "subject": fact.subject, "at": fact.at.isoformat()}
    return orjson.dumps(told)


def readable(actor: Actor, changes: Collection[Change]) -> list[Change]:
    """Those changes whose ticket the actor may read, or could before it was moved away, and his own."""
    seen = tickets.readable(actor, (place for change in changes for place in change.places[:1]))
    left = tickets.readable(actor, (place for change in changes for place in change.places[1:]))
    return [
        change
        for change in changes
        if actor.account_id in change.for_accounts
        or change.key[0] in seen
        or (len(change.places) > 1 and change.key[0] in left)
    ]


def _former_places(fact: Fact, view: TicketView) -> list[TicketView]:
    """Where the ticket was before it went out of somebody's sight: those readers must drop it from lists."""
    if fact.name == "tickets.ticket.deleted":
        return [replace(view, deleted_at=None)]
    if fact.name == "tickets.ticket.labelled":
        return [replace(view, label=fact.previous_label)]
    if fact.previous_team_id is None and fact.previous_assignee_id is None:
        return []
    team = people.team(fact.previous_team_id) if fact.previous_team_id else None
    return [
        replace(
            view,
            team_id=fact.previous_team_id,
            assignee_id=fact.previous_assignee_id,
            department_id=team.department_id if team else None,
        )
    ]


def fact_of(row: tuple[Any, ...]) -> Fact:
    """Read a row of (id, name, subject, at, previous team, assignee and label, for whom, for whom else)."""
    event_id, name, subject, at, team, assignee, label, account, accounts = row
    named = [account, *(orjson.loads(accounts) if accounts else ())]
    alone = frozenset(known for one in named if (known := _uuid(one)) is not None)
    return Fact(event_id, name, subject, at, _uuid(team), _uuid(assignee), label, alone)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
