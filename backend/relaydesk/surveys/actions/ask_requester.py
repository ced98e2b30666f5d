"""Ask the requester of a solved ticket how satisfied he is."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import SYSTEM
from relaydesk.channels import public as channels
from relaydesk.channels.contracts import OutgoingKind
from relaydesk.people import public as people
from relaydesk.platform import events
from relaydesk.platform.ids import uuid7
from relaydesk.surveys.events import SurveySent
from relaydesk.surveys.models import Survey
from relaydesk.surveys.queries.surveys import survey_url
from relaydesk.surveys.rules import words
from relaydesk.surveys.rules.asking import OPEN_FOR, should_ask
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import Category
from relaydesk.tickets.events import subject_of

ACTOR = SYSTEM("surveys")
SETTLED = (Category.SOLVED, Category.CLOSED)


@transaction.atomic
def ask_requester(*, ticket_id: int, at: datetime) -> UUID | None:
    """Send one survey by mail, with a link for each score in the requester's language.

    Nothing is sent when the ticket is open again or goes on in another, when the requester has no address,
    or when he was asked lately or has answered (see `rules.asking`). Returns the survey's id, or None.
    """
    ticket = tickets.ticket(ticket_id)
    if ticket is None or ticket.category not in SETTLED or ticket.merged_into_id is not None:
        return None
    contact = people.contact(ticket.requester_id)
    if contact is None or not contact.email:
        return None
    earlier = list(Survey.objects.filter(ticket_id=ticket_id).values_list("sent_at", "answered_at"))
    last_sent_at = max((sent_at for sent_at, _ in earlier), default=None)
    if not should_ask(last_sent_at=last_sent_at, answered=any(answered for _, answered in earlier), at=at):
        return None
    survey_id = uuid7()
    sent = channels.send_mail(
        kind=OutgoingKind.SURVEY,
        ticket_id=ticket.id,
        to=contact.email,
        to_name=contact.name,
        subject=words.mail_subject(contact.locale, number=ticket.number, subject=ticket.subject),
        body_html=words.mail_body(
            contact.locale,
            name=contact.name,
            number=ticket.number,
            subject=ticket.subject,
            url=survey_url(survey_id),
        ),
        at=at,
        dedupe_key=f"survey:{survey_id}",
    )
    if sent is None:
        return None
    Survey.objects.create(
        id=survey_id,
        ticket_id=ticket.id,
        contact_id=contact.id,
        locale=contact.locale,
        sent_at=at,
        expires_at=at + OPEN_FOR,
    )
    fact = SurveySent(ticket_id=ticket.id, number=ticket.number, survey_id=survey_id)
    events.record(fact, actor=ACTOR.ref, subject=subject_of(ticket.id), at=at)
    return survey_id
