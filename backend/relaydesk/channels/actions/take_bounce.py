"""A delivery report: the mail that it names did not arrive."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from relaydesk.access.contracts import SYSTEM
from relaydesk.channels.contracts import OutgoingState
from relaydesk.channels.events import MailFailed
from relaydesk.channels.models import BouncedAddress, Outgoing
from relaydesk.channels.rules import addresses
from relaydesk.channels.rules.mail.model import Bounce
from relaydesk.platform import events
from relaydesk.platform.secrets import verify
from relaydesk.tickets.events import subject_of

ACTOR = SYSTEM("mail")


def outgoing_named_by(bounce: Bounce | None, recipients: tuple[str, ...]) -> UUID | None:
    """Return the mail that a report names by our signature: in its return address, or in the Message-ID it
    quotes.
    """
    domain = settings.MAIL_DOMAIN
    for address in recipients:
        named = addresses.outgoing_of_bounce_address(address, domain=domain, verify=verify)
        if named is not None:
            return named
    for message_id in bounce.own_ids if bounce else ():
        known = addresses.ticket_of_message_id(message_id, domain=domain, verify=verify)
        if known is not None:
            return known[0]
    return None


@transaction.atomic
def take_bounce(*, bounce: Bounce, outgoing_id: UUID, at: datetime) -> Outgoing | None:
    """Note what a report says of one of our mails, and return that mail.

    A permanent failure marks it as failed, stops automatic mail to the address that we wrote to (never to
    one that
    only the report names), and is recorded for the ticket's agents. A temporary one changes nothing.
    """
    row = Outgoing.objects.select_for_update(of=("self",)).filter(id=outgoing_id).first()
    if row is None or not bounce.permanent or row.state == OutgoingState.FAILED:
        return row
    said = " ".join(part for part in (bounce.status, bounce.diagnostic) if part)[:500]
    row.state = OutgoingState.FAILED
    row.error = said or "The mail came back."
    row.save(update_fields=["state", "error"])
    BouncedAddress.objects.update_or_create(
        address=row.to_address,
        defaults={"bounced_at": at, "status": bounce.status[:20], "diagnostic": bounce.diagnostic},
    )
    record_failure(row, at=at)
    return row


def record_failure(row: Outgoing, *, at: datetime) -> None:
    """Record that a mail is given up."""
    fact = MailFailed(
        outgoing_id=row.id,
        ticket_id=row.ticket_id,
        message_id=row.message_id,
        kind=row.kind,
        error=row.error[:300],
    )
    subject = subject_of(row.ticket_id) if row.ticket_id else f"mail:{row.id}"
    events.record(fact, actor=ACTOR.ref, subject=subject, at=at)
