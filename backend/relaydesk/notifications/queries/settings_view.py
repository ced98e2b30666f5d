"""What the settings screens show."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

from relaydesk.access import public as access
from relaydesk.notifications.contracts import Channel
from relaydesk.notifications.kinds import all_kinds
from relaydesk.notifications.models import Subscription
from relaydesk.notifications.queries.choosing import chosen_by, defaults_of
from relaydesk.people import public as people
from relaydesk.platform.errors import NotFound


def settings_of(agent_id: UUID, at: datetime) -> dict[str, Any]:
    """How an agent is told.

    Raises:
        NotFound: there is no such agent.
    """
    agent = people.agent(agent_id)
    if agent is None:
        raise NotFound
    chosen = chosen_by([agent_id], at)[agent_id]
    browsers = Subscription.objects.filter(agent_id=agent_id).order_by("-created_at", "id")
    return {
        "kinds": _kinds(chosen.channels),
        "digest": chosen.timing.digest,
        "daily_at": _clock(chosen.timing.daily_at),
        "quiet_from": _clock(chosen.timing.quiet_from),
        "quiet_until": _clock(chosen.timing.quiet_until),
        "breaks_through": chosen.timing.breaks_through,
        "timezone": agent.timezone,
        "email": agent.email,
        "browsers": [
            {"id": one.id, "device": one.device, "host": one.host, "created_at": one.created_at}
            for one in browsers
        ],
        "version": chosen.version,
    }


def role_notices(role: str) -> dict[str, Any]:
    """What holders of a role take by default.

    Raises:
        NotFound: there is no such role.
    """
    if role not in role_settings():
        raise NotFound
    channels, version = defaults_of(role)
    return {"role": role, "kinds": _kinds(channels), "version": version}


def role_settings() -> frozenset[str]:
    """The keys of the roles that there are."""
    return frozenset(role.key for role in access.role_names())


def _kinds(channels: Mapping[str, frozenset[Channel]]) -> list[dict[str, Any]]:
    return [
        {
            "key": kind.key,
            "name": kind.name,
            "name_en": kind.name_en,
            "channels": sorted(channels[kind.key]),
            "urgent": kind.urgent,
        }
        for kind in all_kinds()
    ]


def _clock(at: time | None) -> str | None:
    return at.isoformat("minutes") if at is not None else None
