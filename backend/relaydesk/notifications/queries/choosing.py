"""What people chose, with the defaults of their roles and of the kinds behind it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from relaydesk.access import public as access
from relaydesk.notifications.contracts import Channel, Digest
from relaydesk.notifications.kinds import all_kinds
from relaydesk.notifications.models import Choices, RoleDefault
from relaydesk.notifications.rules.timing import Timing

Channels = Mapping[str, frozenset[Channel]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """How one agent is told: channels by kind, when, and the version of what he chose (0: nothing)."""

    channels: Channels
    timing: Timing
    version: int


def chosen_by(agent_ids: Collection[UUID], at: datetime) -> dict[UUID, Chosen]:
    """How these agents are told; three statements, however many they are."""
    rows = {row.agent_id: row for row in Choices.objects.filter(agent_id__in=list(agent_ids))}
    roles = access.roles_of_agents(agent_ids, at)
    keys = {key for held in roles.values() for key in held}
    of_roles = {row.role_id: row.channels for row in RoleDefault.objects.filter(role_id__in=keys)}
    return {
        agent_id: Chosen(
            channels=_merged(
                rows[agent_id].channels if agent_id in rows else {},
                [of_roles[key] for key in roles.get(agent_id, ()) if key in of_roles],
            ),
            timing=timing_of(rows.get(agent_id)),
            version=rows[agent_id].version if agent_id in rows else 0,
        )
        for agent_id in agent_ids
    }


def timing_of(row: Choices | None) -> Timing:
    """When an agent wants to be told."""
    if row is None:
        return Timing()
    return Timing(
        digest=Digest(row.digest),
        daily_at=clock_of(row.daily_at),
        quiet_from=None if row.quiet_from is None else clock_of(row.quiet_from),
        quiet_until=None if row.quiet_until is None else clock_of(row.quiet_until),
        breaks_through=row.breaks_through,
    )


def clock_of(minutes: int) -> time:
    """A time of day from the minutes since midnight."""
    return time(minutes // 60, minutes % 60)


def defaults_of(role: str) -> tuple[Channels, int]:
    """The channels that holders of a role take by default, and the version of that (0: nobody has set it)."""
    row = RoleDefault.objects.filter(role_id=role).first()
    return _merged({}, [row.channels] if row else []), row.version if row else 0


def _merged(own: Mapping[str, list[str]], roles: list[Mapping[str, list[str]]]) -> Channels:
    """Own choice before the roles' (of several, all that any of them takes) before the kind's."""
    found: dict[str, frozenset[Channel]] = {}
    for kind in all_kinds():
        named = [one[kind.key] for one in roles if kind.key in one]
        if kind.key in own:
            found[kind.key] = _known(own[kind.key])
        elif named:
            found[kind.key] = frozenset().union(*(_known(one) for one in named))
        else:
            found[kind.key] = kind.channels
    return found


def _known(words: Collection[str]) -> frozenset[Channel]:
    return frozenset(channel for channel in Channel if channel.value in words)
