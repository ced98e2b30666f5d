"""What tests of other modules may ask: which mails were written, and how they would leave."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from relaydesk.channels.actions.queue_mail import queue_mail
from relaydesk.channels.contracts import OutgoingKind
from relaydesk.channels.models import Outgoing
from relaydesk.channels.queries.letters import letter_of
from relaydesk.channels.rules.writing import write_mail


@dataclass(frozen=True)
class WrittenMail:
    """One mail of the outbox; `data` is what goes to the relay."""

    id: UUID
    to: str
    subject: str
    html: str
    text: str
    data: bytes


def written_mails(kind: str) -> list[WrittenMail]:
    """All mails of a kind, the oldest first."""
    rows = Outgoing.objects.filter(kind=kind).order_by("created_at", "id")
    return [
        WrittenMail(
            row.id, row.to_address, row.subject, row.body_html, row.body_text, write_mail(letter_of(row))
        )
        for row in rows
    ]


def write_one(kind: str, *, to: str, at: datetime, key: str) -> UUID | None:
    """Put an automatic mail into the outbox; None when it is held back."""
    return queue_mail(
        kind=OutgoingKind(kind),
        ticket_id=None,
        message_id=None,
        to=to,
        to_name="",
        subject="x",
        body_html="x",
        at=at,
        dedupe_key=key,
        automatic=True,
    )
