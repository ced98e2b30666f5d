"""Who can be mentioned on a ticket: those who can see it; of the others, that they cannot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from relaydesk.access import public as access
from relaydesk.people import public as people
from relaydesk.platform.cache import cached
from relaydesk.tickets.policies import reach
from relaydesk.tickets.rules.state import TicketState

MOST_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a note could name. `reason` says why he cannot be: department or label."""

    id: UUID
    name: str
    can_see: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class _Named:
    id: UUID
    name: str
    spellings: tuple[str, ...]


@cached(seconds=10)
def _names() -> tuple[_Named, ...]:
    found = []
    for agent in people.active_agents():
        local = (agent.email or "").partition("@")[0]
        spellings = (agent.name, local, *people.pinyin_of(agent.name))
        found.append(_Named(agent.id, agent.name, tuple(one.casefold() for one in spellings if one)))
    return tuple(found)


def mentionable(state: TicketState, text: str, *, at: datetime, limit: int) -> list[Candidate]:
    """Agents whose name, address or pinyin (whole, or initials) begins with a text; the best first.

    Those who can see the ticket come first.
    """
    wanted = text.strip().casefold()
    ranked = [(rank, one) for one in _names() if (rank := _rank(one, wanted)) is not None]
    ranked.sort(key=lambda pair: (pair[0], pair[1].name))
    matched = [one for _, one in ranked[:MOST_LOOKED_AT]]
    sees = seeing(state, [one.id for one in matched], at=at)
    found = [
        Candidate(one.id, one.name, sees[one.id][1], None if sees[one.id][1] else _why_not(state))
        for one in matched
        if one.id in sees
    ]
    return sorted(found, key=lambda one: not one.can_see)[:limit]


def _rank(one: _Named, wanted: str) -> int | None:
    if any(spelling.startswith(wanted) for spelling in one.spellings):
        return 0
    return 1 if wanted in one.spellings[0] else None


def _why_not(state: TicketState) -> str:
    return "label" if state.label is not None else "place"


def seeing(state: TicketState, agent_ids: Sequence[UUID], *, at: datetime) -> Mapping[UUID, tuple[str, bool]]:
    """Name, and whether he can see the ticket, of those who work here and can sign in; one statement."""
    actors = access.actors_of_agents(agent_ids, at)
    return {ident: (actor.name, reach(actor).covers(state)) for ident, actor in actors.items()}
