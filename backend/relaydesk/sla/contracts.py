"""What other modules may know of service levels."""

from dataclasses import dataclass
from uuid import UUID

from relaydesk.sla.rules.stopwatch import Measure, State

__all__ = ["Measure", "PolicyView", "State"]


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A policy 时效策略; targets are working minutes by measure and priority."""

    id: UUID
    name: str
    name_en: str
    calendar_id: UUID
    targets: dict[str, dict[str, int]]
    pauses: tuple[str, ...]
