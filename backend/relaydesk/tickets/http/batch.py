"""Opening many tickets by one request."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.people.contracts import ContactSpec, ContactView
from relaydesk.platform.errors import FieldError, Invalid, Problem
from relaydesk.tickets.actions.open_tickets import open_tickets
from relaydesk.tickets.contracts import NewTicket
from relaydesk.tickets.http.schemas import RequesterIn, TicketIn

_CODES = {"extra_forbidden": "unknown_field", "missing": "required", "string_too_long": "too_long"}

Result = dict[str, Any]


def new_ticket(body: TicketIn, requester_id: UUID) -> NewTicket:
    """What a body asks for."""
    return NewTicket(
        subject=body.subject,
        requester_id=requester_id,
        channel=body.channel,
        body_text=body.body,
        body_html=body.body_html,
        type_key=body.type,
        priority=body.priority.value,
        team_id=body.team_id,
        assignee_id=body.assignee_id,
        tags=tuple(body.tags),
        attachment_ids=tuple(body.attachment_ids),
    )


def requester_of(asked: RequesterIn) -> UUID | ContactSpec:
    """By what the requester is to be found."""
    return asked.id or ContactSpec(email=asked.email, phone=asked.phone, name=asked.name or "")


def open_batch(*, actor: Actor, at: datetime, lines: Sequence[Any]) -> list[Result]:
    """Open the tickets with a constant number of statements; each line gets its own result."""
    results: list[Result] = [{}] * len(lines)
    bodies: dict[int, TicketIn] = {}
    for index, line in enumerate(lines):
        try:
            bodies[index] = TicketIn.model_validate(line)
        except ValidationError as error:
            results[index] = _refused(index, _from_validation(error))
    found = _find_requesters(bodies, actor, at)
    asked: dict[int, NewTicket] = {}
    contacts: dict[UUID, ContactView] = {}
    for index, requester in found.items():
        if isinstance(requester, Problem):
            results[index] = _refused(index, requester)
            continue
        contacts[requester.id] = requester
        asked[index] = new_ticket(bodies[index], requester.id)
    opened = (
        open_tickets(actor=actor, at=at, batch=list(asked.values()), requesters=contacts) if asked else []
    )
    for index, outcome in zip(asked, opened, strict=True):
        if isinstance(outcome, Problem):
            results[index] = _refused(index, outcome)
        else:
            results[index] = {"index": index, "status": 201, "number": outcome.number}
    return results


def _find_requesters(
    bodies: dict[int, TicketIn], actor: Actor, at: datetime
) -> dict[int, ContactView | Problem]:
    """The requester of each line: those by id at once, those by address or number at once."""
    by_id = {body.requester.id for body in bodies.values() if body.requester.id}
    known = people.contacts(by_id) if by_id else {}
    named = {i: spec for i, b in bodies.items() if isinstance(spec := requester_of(b.requester), ContactSpec)}
    made = people.find_or_make_contacts(list(named.values()), actor=actor.ref, at=at)
    found: dict[int, ContactView | Problem] = dict(zip(named, made, strict=True))
    unknown = Invalid.field("requester.id", "unknown_contact", "There is no such contact.")
    for index, body in bodies.items():
        if body.requester.id is not None:
            contact = known.get(body.requester.id)
            found[index] = contact if contact and actor.cleared_for(contact.label) else unknown
    return {index: found[index] for index in bodies}


def _from_validation(error: ValidationError) -> Invalid:
    return Invalid(
        [
            FieldError(
                ".".join(str(part) for part in fault["loc"]) or "ticket",
                _CODES.get(fault["type"], fault["type"]),
                fault["msg"][:300],
            )
            for fault in error.errors(include_url=False, include_context=False, include_input=False)[:20]
        ]
    )


def _refused(index: int, problem: Problem) -> Result:
    return {
        "index": index,
        "status": problem.status,
        "error": {
            "type": f"urn:relaydesk:problem:{problem.code}",
            "title": problem.title,
            "status": problem.status,
            "code": problem.code,
            "detail": problem.detail,
            **problem.data,
        },
    }
