"""Open a ticket for what somebody wrote into a web form."""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction

from relaydesk.access.contracts import SYSTEM, Actor, contact_actor
from relaydesk.channels.actions.store_intake import store_intake
from relaydesk.channels.contracts import FORM, FormOutcome, IntakeState
from relaydesk.channels.models import Intake
from relaydesk.channels.queries.links import portal_link
from relaydesk.people import public as people
from relaydesk.platform import blobs
from relaydesk.platform.errors import Problem
from relaydesk.platform.ids import uuid7
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import TicketView

# A worker takes over what the request has not finished by then (it was killed between the two commits).
TAKEN_OVER_AFTER = timedelta(seconds=30)


def open_from_web_form(
    *,
    name: str,
    email: str,
    subject: str,
    body: str,
    at: datetime,
    phone: str | None,
    attachment_ids: tuple[UUID, ...],
    actor: Actor | None,
    source: str,
    locale: str,
    submission_key: str | None,
) -> FormOutcome:
    """Store the submission, commit, then open its ticket; see `public.open_from_web_form`."""
    submission = {
        "name": name,
        "email": email,
        "phone": phone,
        "subject": subject,
        "body": body,
        "locale": locale,
        "attachment_ids": [str(i) for i in attachment_ids],
    }
    key = hashlib.sha256((submission_key or uuid7().hex).encode()).hexdigest()
    intake_id = store_intake(
        channel=FORM,
        external_key=key,
        raw=orjson.dumps(submission),
        envelope={"source": source[:100]},
        at=at,
        delay=TAKEN_OVER_AFTER,
    )
    if intake_id is None:
        intake_id = Intake.objects.values_list("id", flat=True).get(channel=FORM, external_key=key)
    try:
        ticket = open_submission(intake_id, submission, actor=actor, at=at)
    except Problem as problem:
        Intake.objects.filter(id=intake_id, state=IntakeState.RECEIVED).update(
            state=IntakeState.IGNORED, reason="refused", error=problem.code
        )
        raise
    return FormOutcome(ticket=ticket, portal_url=portal_link(ticket.id, ticket.requester_id))


@transaction.atomic
def open_submission(
    intake_id: UUID, submission: dict[str, Any], *, actor: Actor | None, at: datetime
) -> TicketView:
    """Open the ticket of a stored submission, once, whoever comes first: the request or a worker."""
    row = Intake.objects.select_for_update(of=("self",)).get(id=intake_id)
    if row.state == IntakeState.DONE and row.ticket_id is not None:
        known = tickets.ticket(row.ticket_id)
        if known is not None:
            return known
    contact = people.find_or_make_contact(
        email=submission["email"],
        phone=submission["phone"],
        name=submission["name"],
        locale=submission["locale"],
        actor=(actor or SYSTEM("form")).ref,
        at=at,
    )
    ticket = tickets.open_ticket(
        actor=actor or contact_actor(contact.id, contact.name),
        at=at,
        subject=submission["subject"],
        requester_id=contact.id,
        channel=FORM,
        body_text=submission["body"],
        attachment_ids=[UUID(i) for i in submission["attachment_ids"]],
        external_id=f"form:{intake_id}",
    )
    row.state, row.ticket_id = IntakeState.DONE, ticket.id
    row.sender, row.subject = submission["email"][:320], submission["subject"][:500]
    row.save(update_fields=["state", "ticket", "sender", "subject"])
    return ticket


def read_submission(digest: str) -> dict[str, Any]:
    """Read a stored submission again."""
    found: dict[str, Any] = orjson.loads(blobs.read(digest))
    return found
