"""Take a request: find or make the requester, and open his ticket, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.people.contracts import AgentView, ContactSpec, ContactView
from relaydesk.platform.errors import Invalid, Problem
from relaydesk.tickets.actions.open_tickets import open_lines
from relaydesk.tickets.contracts import NewTicket
from relaydesk.tickets.rules.state import TicketState


@dataclass(frozen=True, slots=True)
class Taken:
    """The new ticket, with the people who were looked up for it."""

    state: TicketState
    requester: ContactView
    assignee: AgentView | None


@transaction.atomic
def take_request(
    *, actor: Actor, at: datetime, requester: UUID | ContactSpec, make: Callable[[UUID], NewTicket]
) -> Taken:
    """Open a ticket for a contact known by id, or found or made by address or number.

    Args:
        make: says what to open, given the requester's id.

    Raises:
        Forbidden, Invalid, RuleBroken: as in open_tickets.py; then no contact is made either.
    """
    contact = _contact(requester, actor, at)
    new = make(contact.id)
    assignee = people.agent(new.assignee_id) if new.assignee_id else None
    [state] = open_lines(
        actor=actor,
        at=at,
        batch=[new],
        requesters={contact.id: contact},
        agents={assignee.id: assignee} if assignee else {},
        alone=True,
    )
    if isinstance(state, Problem):
        raise state
    return Taken(state, contact, assignee)


def _contact(requester: UUID | ContactSpec, actor: Actor, at: datetime) -> ContactView:
    if isinstance(requester, ContactSpec):
        return people.find_or_make_contact(
            email=requester.email, phone=requester.phone, name=requester.name, actor=actor.ref, at=at
        )
    contact = people.contact(requester)
    if contact is None or not actor.cleared_for(contact.label):
        raise Invalid.field("requester.id", "unknown_contact", "There is no such contact.")
    return contact
