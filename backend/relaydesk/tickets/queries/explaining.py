"""Who can see a ticket, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from relaydesk.access import public as access
from relaydesk.access.contracts import Actor, Scope
from relaydesk.tickets.permissions import TicketPermission as P
from relaydesk.tickets.policies import may_write, reach
from relaydesk.tickets.rules.state import TicketState

AT_ONCE = 200
START = ("", UUID(int=0))

Place = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Reason:
    """One way in: by a role of one's own or in somebody's place, and what of the ticket lets it in."""

    kind: str
    key: str
    name: str
    scope: str
    through: str


@dataclass(frozen=True, slots=True)
class Seer:
    """Somebody who can see the ticket."""

    account_id: UUID
    agent_id: UUID
    name: str
    writes: bool
    cleared_for: str | None
    reasons: tuple[Reason, ...]

    @property
    def place(self) -> Place:
        """Where he stands in the order of the list."""
        return self.name, self.account_id


def who_can_see(state: TicketState, *, at: datetime, limit: int, after: Place | None) -> list[Seer]:
    """Those who can see a ticket, by name; two statements for every 200 accounts that are looked at."""
    found: list[Seer] = []
    place = after or START
    while len(found) < limit:
        actors = access.active_actors(place, AT_ONCE, at)
        found += _seers(state, actors, at)
        if len(actors) < AT_ONCE:
            break
        place = actors[-1].name, actors[-1].account_id or START[1]
    return found[:limit]


def _seers(state: TicketState, actors: list[Actor], at: datetime) -> Iterator[Seer]:
    seeing = [actor for actor in actors if reach(actor).covers(state)]
    sources = access.sources_of(P.READ, [a.account_id for a in seeing if a.account_id], at=at)
    for actor in seeing:
        if actor.account_id is None or actor.agent_id is None:
            continue
        reasons = []
        for source in sources.get(actor.account_id, ()):
            scope = Scope[source.scope.upper()]
            alone = replace(actor, grants={P.READ.value: scope}, standing_in=())
            if reach(alone).covers(state):
                through = _through(alone, state)
                reasons.append(Reason(source.kind, source.key, source.name, source.scope, through))
        for one in actor.standing_in:
            alone = replace(actor, grants={}, standing_in=(one,))
            if reach(alone).covers(state):
                word = one.grants[P.READ.value].name.lower()
                through = _through(alone, state)
                reasons.append(Reason("stand_in", str(one.agent_id), one.name, word, through))
        yield Seer(
            actor.account_id, actor.agent_id, actor.name, may_write(actor, state), state.label, tuple(reasons)
        )


def _through(actor: Actor, state: TicketState) -> str:
    """What of the ticket lets it in, the narrowest first."""
    reached = reach(actor)
    if state.assignee_id in reached.agent_ids:
        return "assignee"
    if state.team_id in reached.team_ids:
        return "team"
    return "department" if state.department_id in reached.department_ids else "everything"
