"""Facts that `people` publishes."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class AgentPresenceChanged(Event):
    """An agent became online, busy, away or off (the values of `contracts.Presence`)."""

    name: ClassVar[str] = "people.agent.presence_changed"
    version: ClassVar[int] = 1

    agent_id: UUID
    presence: str
    before: str
