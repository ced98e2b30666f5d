"""What the routes of channels answer."""

from datetime import datetime
from uuid import UUID

from relaydesk.platform.http.schemas import Out


class OutboxRow(Out):
    """One mail of the outbox, as listed."""

    id: UUID
    to: str
    subject: str
    kind: str
    state: str
    created_at: datetime
    sent_at: datetime | None
    attempts: int
    ticket_number: str | None
    error: str | None


class OutboxPage(Out):
    """A page of the outbox, newest first."""

    items: list[OutboxRow]
    next_cursor: str | None


class HeaderField(Out):
    """One field of a mail's header, as it goes over the wire."""

    name: str
    value: str


class OutboxMail(OutboxRow):
    """One mail with all that the receiver gets."""

    body_html: str
    body_text: str
    headers: list[HeaderField]


class IntakeRow(Out):
    """One delivery of the ledger."""

    id: UUID
    channel: str
    received_at: datetime
    state: str
    reason: str | None
    sender: str | None
    subject: str | None
    size: int
    attempts: int
    ticket_number: str | None
    error: str | None


class IntakePage(Out):
    """A page of the ledger, newest first."""

    items: list[IntakeRow]
    next_cursor: str | None


class IntakeDelivery(IntakeRow):
    """One delivery with its envelope."""

    envelope: dict[str, object]
    message_id: UUID | None


class StateOut(Out):
    """The state after a retry."""

    id: UUID
    state: str
