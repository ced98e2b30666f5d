"""The two ledgers that administrators read: what came in, and what goes out."""

from dataclasses import dataclass
from uuid import UUID

from relaydesk.channels.contracts import EMAIL, IntakeState
from relaydesk.channels.models import Intake, Outgoing
from relaydesk.platform.errors import NotFound


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """One mail with the number of its ticket."""

    row: Outgoing
    ticket_number: str | None


@dataclass(frozen=True, slots=True)
class IntakeEntry:
    """One delivery with the number of its ticket."""

    row: Intake
    ticket_number: str | None


def outbox(*, limit: int, before: UUID | None) -> list[OutboxEntry]:
    """Mails, newest first; `before` is the last id of the page before."""
    rows = Outgoing.objects.defer("body_html", "body_text").select_related("ticket").order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [OutboxEntry(row, row.ticket.number if row.ticket else None) for row in rows[:limit]]


def outbox_mail(outgoing_id: UUID) -> OutboxEntry:
    """One mail.

    Raises:
        NotFound: there is none.
    """
    row = Outgoing.objects.select_related("ticket").filter(id=outgoing_id).first()
    if row is None:
        raise NotFound
    return OutboxEntry(row, row.ticket.number if row.ticket else None)


def intake(*, state: IntakeState | None, limit: int, before: UUID | None) -> list[IntakeEntry]:
    """Deliveries, newest first, of one state or of all."""
    rows = Intake.objects.select_related("ticket").order_by("-id")
    if state is not None:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [IntakeEntry(row, row.ticket.number if row.ticket else None) for row in rows[:limit]]


def delivery(intake_id: UUID) -> IntakeEntry:
    """One delivery.

    Raises:
        NotFound: there is none.
    """
    row = Intake.objects.select_related("ticket").filter(id=intake_id).first()
    if row is None:
        raise NotFound
    return IntakeEntry(row, row.ticket.number if row.ticket else None)


def original_of(message_id: UUID) -> tuple[str, int] | None:
    """The digest of the raw mail of a message, and the ticket it belongs to now; None when none is kept."""
    return (
        Intake.objects.filter(message_id=message_id, channel=EMAIL, message__isnull=False)
        .values_list("raw", "message__ticket_id")
        .first()
    )
