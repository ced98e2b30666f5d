"""Who may have a ticket, and who gets it: the least loaded; of equals who has waited longest; of these by
name.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

POINTS_A_TICKET = 1
DEFAULT_CAPACITY = 20
URGENT = "P0"


class Candidate(NamedTuple):
    """A member of the team.

    `load` and `capacity` are points; `last_assigned_at` is in Unix seconds, None for one who never got
    any. (These two are named tuples because a thousand of them are made for each decision.)
    """

    agent_id: UUID
    name: str
    presence: str
    active: bool
    load: int
    capacity: int
    last_assigned_at: float | None


class Assessed(NamedTuple):
    """A candidate with the verdict; `reasons` are codes: why not, or `urgent_passes_cap` for one over the
    cap.
    """

    candidate: Candidate
    eligible: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Who gets it (None: nobody can), why, and everybody who was looked at."""

    chosen: Candidate | None
    reason: str
    assessed: tuple[Assessed, ...]

    @property
    def eligible(self) -> int:
        """How many could have had it."""
        return sum(one.eligible for one in self.assessed)


def assess(
    candidate: Candidate,
    *,
    urgent: bool,
    excluded: Collection[UUID] = (),
    uncleared: Collection[UUID] = (),
) -> Assessed:
    """Tell whether somebody may have the ticket. An urgent one passes the cap, nothing else."""
    full = candidate.load + POINTS_A_TICKET > candidate.capacity
    barred = candidate.agent_id in excluded or candidate.agent_id in uncleared
    if candidate.presence == "online" and candidate.active and not barred:
        if not full:
            return Assessed(candidate, True, ())
        return Assessed(candidate, urgent, ("urgent_passes_cap",) if urgent else ("no_capacity",))
    against: list[str] = []
    if not candidate.active:
        against.append("inactive")
    if candidate.presence != "online":
        against.append(f"presence_{candidate.presence}")
    if candidate.agent_id in excluded:
        against.append("excluded")
    if candidate.agent_id in uncleared:
        against.append("not_cleared")
    if full and not urgent:
        against.append("no_capacity")
    return Assessed(candidate, False, tuple(against))


def choose(
    candidates: Sequence[Candidate],
    *,
    priority: str,
    excluded: Collection[UUID] = (),
    uncleared: Collection[UUID] = (),
) -> Choice:
    """Choose the least loaded of those who may.

    Args:
        candidates: the members of the team, whatever their presence.
        priority: P0 to P3.
        excluded: agents who must not have it this time.
        uncleared: agents who may not see it, because of its sensitivity label.
    """
    urgent = priority == URGENT
    assessed = tuple(assess(one, urgent=urgent, excluded=excluded, uncleared=uncleared) for one in candidates)
    able = [one.candidate for one in assessed if one.eligible]
    if not able:
        return Choice(None, _why_nobody(assessed), assessed)
    least = min(one.load for one in able)
    equals = [one for one in able if one.load == least]
    reason = "least_loaded" if len(equals) == 1 else "least_loaded_waited_longest"
    return Choice(min(equals, key=_rank), reason, assessed)


def _rank(candidate: Candidate) -> tuple[bool, float | None, str, UUID]:
    # None compares with None only: the flag before it puts those first who never got any.
    waited = candidate.last_assigned_at
    return (waited is not None, waited, candidate.name, candidate.agent_id)


def _why_nobody(assessed: Sequence[Assessed]) -> str:
    if not assessed:
        return "no_members"
    online = [one for one in assessed if one.candidate.presence == "online" and one.candidate.active]
    if not online:
        return "nobody_online"
    return "no_capacity" if any("no_capacity" in one.reasons for one in online) else "nobody_eligible"
