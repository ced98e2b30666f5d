"""To whom a ticket may go. Pure: people come in as their views."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from relaydesk.people.contracts import AgentView, TeamView
from relaydesk.platform.errors import RuleBroken


class Keep:
    """Stands for "not mentioned", where None says "nobody"."""


KEEP: Final = Keep()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ticket lies: its team, assignee and department."""

    team_id: UUID | None
    assignee_id: UUID | None
    department_id: UUID | None


def choose_place(
    now: Place, *, team: TeamView | Keep | None, assignee: AgentView | Keep | None, teams: Sequence[TeamView]
) -> Place:
    """Work out where a ticket goes.

    Args:
        now: where it lies.
        team: the team named, None to take it away, KEEP if not mentioned.
        assignee: the agent named (active), None for nobody, KEEP if not mentioned.
        teams: all teams; for an agent outside the ticket's team the first that he is in.

    Raises:
        RuleBroken: "assignee_not_in_team", or "assignee_without_team" if he is in none.
    """
    if isinstance(team, Keep):
        if isinstance(assignee, Keep) or assignee is None:
            kept = now.assignee_id if isinstance(assignee, Keep) else None
            return Place(now.team_id, kept, now.department_id)
        return _place_of(_team_for(assignee, now.team_id, teams), assignee.id, now)
    if isinstance(assignee, Keep):
        stays = team is not None and now.assignee_id in team.member_ids
        return _place_of(team, now.assignee_id if stays else None, now)
    if assignee is not None and (team is None or assignee.id not in team.member_ids):
        raise RuleBroken(
            "assignee_not_in_team",
            "The agent is not a member of the team.",
            data={"assignee_id": str(assignee.id), "team_id": str(team.id) if team else None},
        )
    return _place_of(team, assignee.id if assignee else None, now)


def _team_for(assignee: AgentView, current: UUID | None, teams: Sequence[TeamView]) -> TeamView:
    own = [team for team in teams if assignee.id in team.member_ids]
    if not own:
        raise RuleBroken(
            "assignee_without_team", "The agent is in no team.", data={"assignee_id": str(assignee.id)}
        )
    return next((team for team in own if team.id == current), own[0])


def _place_of(team: TeamView | None, assignee_id: UUID | None, now: Place) -> Place:
    # Without a team the department stays, so that the ticket is not lost from everybody's sight.
    return Place(team.id, assignee_id, team.department_id) if team else Place(None, None, now.department_id)
