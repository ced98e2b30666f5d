"""Open the tickets of many mails by a constant number of statements."""

from collections import defaultdict
from datetime import timedelta

from relaydesk.channels.actions.find_thread import may_name_a_ticket
from relaydesk.channels.actions.process_mail import ACTOR, Delivery, Outcome, language_of, sender_of
from relaydesk.channels.actions.queue_mail import is_own_address
from relaydesk.channels.actions.take_bounce import outgoing_named_by
from relaydesk.channels.contracts import EMAIL, IntakeState
from relaydesk.people import public as people
from relaydesk.people.contracts import ContactSpec, ContactView
from relaydesk.platform.errors import Problem
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import NewTicket

# The tickets of one call get one instant, so only mails that came at nearly the same time go together.
SPREAD = timedelta(seconds=2)


def opens_plainly(delivery: Delivery) -> bool:
    """Tell whether a mail opens a new ticket and needs nothing else; asks nothing of the database."""
    mail = delivery.mail
    sender = sender_of(mail, delivery.envelope_sender)
    return (
        sender is not None
        and not is_own_address(sender.email)
        and not mail.attachments
        and not mail.left_out
        and mail.bounce is None
        and outgoing_named_by(None, delivery.recipients) is None
        and not may_name_a_ticket(mail, recipients=delivery.recipients)
    )


def open_together(deliveries: list[Delivery]) -> list[Outcome | None]:
    """Open one ticket for each mail that `opens_plainly`, in the caller's transaction.

    Returns:
        For each mail its outcome; None when it must be taken alone.
    """
    outcomes: list[Outcome | None] = [None] * len(deliveries)
    earliest = min((delivery.received_at for delivery in deliveries), default=None)
    by_language: dict[str, list[int]] = defaultdict(list)
    for place, delivery in enumerate(deliveries):
        if earliest is not None and delivery.received_at - earliest <= SPREAD:
            by_language[language_of(delivery.mail)].append(place)
    lines: list[tuple[int, NewTicket]] = []
    for language, places in sorted(by_language.items()):
        specs = [_spec(deliveries[place]) for place in places]
        found = people.find_or_make_contacts(
            specs, locale=language, actor=ACTOR.ref, at=deliveries[places[0]].at
        )
        for place, contact in zip(places, found, strict=True):
            if isinstance(contact, ContactView):
                lines.append((place, _ticket(deliveries[place], contact)))
    if not lines:
        return outcomes
    at = max(deliveries[place].received_at for place, _ in lines)
    opened = tickets.open_tickets(actor=ACTOR, at=at, batch=[new for _, new in lines])
    for (place, _), ticket in zip(lines, opened, strict=True):
        if not isinstance(ticket, Problem):
            reason = deliveries[place].mail.automatic
            outcomes[place] = Outcome(IntakeState.DONE, reason, ticket_id=ticket.id)
    return outcomes


def _spec(delivery: Delivery) -> ContactSpec:
    sender = sender_of(delivery.mail, delivery.envelope_sender)
    return ContactSpec(email=sender.email if sender else "", name=sender.name if sender else "")


def _ticket(delivery: Delivery, contact: ContactView) -> NewTicket:
    mail = delivery.mail
    return NewTicket(
        subject=mail.subject,
        requester_id=contact.id,
        channel=EMAIL,
        body_html=mail.body_html,
        body_text=mail.body_text,
        quoted_html=mail.quoted_html or None,
        automatic=bool(mail.automatic),
    )
