"""Which teams must not decide at the same time: those that share a member, directly or through others."""

from collections.abc import Collection, Mapping
from uuid import UUID


def lock_group(team_id: UUID, members: Mapping[UUID, Collection[UUID]]) -> UUID:
    """Name the group of a team by its smallest team id.

    `members` maps each team to its agents. Two teams of different groups have no agent in common, so
    decisions in them cannot take the same agent's last slot.
    """
    agents: set[UUID] = set(members.get(team_id, ()))
    group = {team_id}
    grown = True
    while grown:
        grown = False
        for team, its_agents in members.items():
            if team not in group and not agents.isdisjoint(its_agents):
                group.add(team)
                agents.update(its_agents)
                grown = True
    return min(group)
