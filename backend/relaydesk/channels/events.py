"""Facts that `channels` publishes."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class MailFailed(Event):
    """A mail could not be delivered and is not tried again. Subject `ticket:<id>` or `mail:<outgoing id>`."""

    name: ClassVar[str] = "channels.mail.failed"
    version: ClassVar[int] = 1

    outgoing_id: UUID
    ticket_id: int | None
    message_id: UUID | None
    kind: str
    error: str


@dataclass(frozen=True, kw_only=True)
class IntakeParked(Event):
    """Something came in that could not become a message; the raw is kept. Subject `intake:<id>`."""

    name: ClassVar[str] = "channels.intake.parked"
    version: ClassVar[int] = 1

    intake_id: UUID
    channel: str
    reason: str
