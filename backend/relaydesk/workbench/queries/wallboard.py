"""How a team stands, for all to see: one bounded statement over its open tickets, one over today's solved."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.people.contracts import TeamView
from relaydesk.platform.cache import cached
from relaydesk.platform.sql import hot_cursor
from relaydesk.surveys import public as surveys
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import COUNT_CAP
from relaydesk.workbench.contracts import Figures, OnDuty

MOST = 3000
"""So many open tickets of a team are looked at, those that changed last; a wall does not show more."""
SCORED = timedelta(days=7)
HERE = ("online", "busy", "away")
MOST_AGENTS = 60
ZONE = ZoneInfo("Asia/Shanghai")

_FIGURES = """
SELECT count(*), count(*) FILTER (WHERE assignee_id IS NULL),
       count(*) FILTER (WHERE status_category = 'waiting'),
       count(*) FILTER (WHERE next_due_at > %s AND next_due_at <= %s),
       count(*) FILTER (WHERE next_due_at <= %s)
  FROM (SELECT t.assignee_id, t.status_category, t.next_due_at FROM tickets_ticket t
         WHERE t.team_id = %s AND t.status_category IN ('new', 'open', 'waiting', 'hold') AND {allowed}
         ORDER BY t.updated_at DESC LIMIT {limit}) o
"""
# Solved today means changed today: the range of an index.
_SOLVED = """
SELECT count(*) FROM (SELECT 1 FROM tickets_ticket t
  WHERE t.team_id = %s AND t.status_category = ANY(%s) AND t.updated_at >= %s AND t.solved_at >= %s
    AND {allowed} LIMIT {limit}) s
"""
# It is our turn, and nobody has touched it for the longest: the first row of an index for each category.
_OLDEST = """
SELECT number, updated_at FROM (
  (SELECT t.number, t.updated_at FROM tickets_ticket t WHERE t.team_id = %s AND t.status_category = 'new'
      AND {allowed} ORDER BY t.updated_at, t.id LIMIT 1)
  UNION ALL
  (SELECT t.number, t.updated_at FROM tickets_ticket t WHERE t.team_id = %s AND t.status_category = 'open'
      AND {allowed} ORDER BY t.updated_at, t.id LIMIT 1)) o
 ORDER BY updated_at LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class _Board:
    """Equal boards have equal figures."""

    team_id: UUID
    allowed: str
    params: tuple[str, ...]
    actor: Actor = field(compare=False)


def boards(actor: Actor) -> list[TeamView]:
    """The teams whose board the actor may see: those of whose tickets he sees all but labelled ones."""
    return [team for team in people.teams() if tickets.reads_team(actor, team)]


def board_of(actor: Actor, team_id: UUID) -> TeamView | None:
    """One of them."""
    team = people.team(team_id)
    return team if team is not None and tickets.reads_team(actor, team) else None


def figures(actor: Actor, team_id: UUID, at: datetime) -> Figures:
    """The figures of a team, at most five seconds old, within what the actor may read.

    Args:
        at: now; what falls due, and the day in the house's zone, are reckoned from it.
    """
    allowed, params = tickets.reachable(actor)
    moment = at.replace(second=at.second // 5 * 5, microsecond=0)
    return _figures(_Board(team_id, allowed, tuple(map(str, params)), actor), moment)


@cached(seconds=5)
def _figures(board: _Board, at: datetime) -> Figures:
    allowed, params = tickets.reachable(board.actor)
    today = at.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    team = board.team_id

    def one(sql: str, values: list[Any]) -> tuple[Any, ...] | None:
        with hot_cursor() as cursor:
            cursor.execute(sql, values)
            row: tuple[Any, ...] | None = cursor.fetchone()
            return row

    hour = at + timedelta(hours=1)
    standing = one(_FIGURES.format(allowed=allowed, limit=MOST + 1), [at, hour, at, team, *params]) or (
        0,
        0,
        0,
        0,
        0,
    )
    solved = one(
        _SOLVED.format(allowed=allowed, limit=COUNT_CAP),
        [team, ["solved", "closed"], today, today, *params],
    ) or (0,)
    oldest = one(_OLDEST.format(allowed=allowed), [team, *params, team, *params]) or (None, None)
    return Figures(
        open=min(standing[0], MOST),
        unassigned=standing[1],
        waiting=standing[2],
        due_hour=standing[3],
        overdue=standing[4],
        solved_today=solved[0],
        capped=standing[0] > MOST,
        oldest_number=oldest[0],
        oldest_since=oldest[1],
    )


def on_duty(team_id: UUID) -> list[OnDuty]:
    """The active agents of a team who are there, the busiest first; two statements."""
    here = [one for one in people.members_presence(team_id) if one[3] and one[2] in HERE][:MOST_AGENTS]
    load = tickets.open_load([one[0] for one in here])
    found = [OnDuty(ident, name, presence, load.get(ident, 0)) for ident, name, presence, _ in here]
    return sorted(found, key=lambda one: (-one.load, one.name))


@cached(seconds=60)
def score(team_id: UUID, since: datetime) -> tuple[int, float | None]:
    """How many answered a survey about the team's tickets since then, and their mean score of 1 to 5."""
    return surveys.score_of_team(team_id, since)
