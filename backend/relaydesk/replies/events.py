"""Facts that replies publishes. What concerns a ticket has the subject `ticket:<id>`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class ReplyPlanned(Event):
    """A reply waits: `undo` for the seconds in which it can be taken back, `scheduled` for its instant."""

    name: ClassVar[str] = "replies.reply.planned"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    reply_id: UUID
    kind: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReplyCancelled(Event):
    """Its author took a planned reply back; nothing was sent."""

    name: ClassVar[str] = "replies.reply.cancelled"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    reply_id: UUID
    kind: str


@dataclass(frozen=True, kw_only=True)
class ReplyHeld(Event):
    """A planned reply was not sent at its instant and waits for its author; `reason` is a problem's code."""

    name: ClassVar[str] = "replies.reply.held"
    version: ClassVar[int] = 1

    ticket_id: int
    number: str
    reply_id: UUID
    agent_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class SavedReplyChanged(Event):
    """A saved reply was made, changed or deleted; `changes` maps the field to [before, after]."""

    name: ClassVar[str] = "replies.saved_reply.changed"
    version: ClassVar[int] = 1

    saved_reply_id: UUID
    title: str
    what: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class HabitsChanged(Event):
    """An agent chose where the desk goes after sending, or for how long a reply can be taken back."""

    name: ClassVar[str] = "replies.habits.changed"
    version: ClassVar[int] = 1

    agent_id: UUID
    after_send: str
    undo_seconds: int


@dataclass(frozen=True, kw_only=True)
class SenderTrusted(Event):
    """An agent lets pictures of other servers be loaded in a contact's mails, always; or no longer."""

    name: ClassVar[str] = "replies.sender.trusted"
    version: ClassVar[int] = 1

    agent_id: UUID
    contact_id: UUID
    trusted: bool
