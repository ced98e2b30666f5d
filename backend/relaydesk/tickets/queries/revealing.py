"""Masked values of tickets and messages in full, for who may reveal them on that very ticket."""

from uuid import UUID

from relaydesk.access.contracts import Actor, FieldRight
from relaydesk.people import public as people
from relaydesk.platform.errors import Forbidden, NotFound
from relaydesk.tickets import permissions
from relaydesk.tickets.contracts import TicketView
from relaydesk.tickets.policies import reach
from relaydesk.tickets.queries import lookups

REVEAL = "privacy.reveal"
FIELDS = {
    "requester.phone": permissions.REQUESTER_PHONE,
    "requester.email": permissions.REQUESTER_EMAIL,
    "subject": permissions.SUBJECT,
}


def reveal_ticket(actor: Actor, ident: str, field: str) -> str:
    """A value of a ticket: `requester.phone`, `requester.email` (also without `requester.`) or `subject`.

    Raises:
        NotFound: no such ticket or value, or he may not see it.
        Forbidden: his right to reveal does not reach this ticket, or the field is hidden from him.
    """
    view = lookups.ticket_by_number(ident)
    if view is None and ident.isascii() and ident.isdigit() and len(ident) < 19:
        view = lookups.tickets([int(ident)]).get(int(ident))
    name = field.removeprefix("tickets.")
    name = name if name in FIELDS else f"requester.{name}"
    if view is None or name not in FIELDS:
        raise NotFound
    _check(actor, view, FIELDS[name])
    if name == "subject":
        return view.subject
    requester = people.contact(view.requester_id)
    value = requester and (requester.phone if name == "requester.phone" else requester.email)
    if not value:
        raise NotFound
    return value


def reveal_message(actor: Actor, ident: str, field: str) -> str:
    """The text of a message: the field is `body`.

    Raises:
        NotFound: no such message, or he may not see it.
        Forbidden: as with tickets.
    """
    try:
        found = lookups.message(UUID(ident))
    except ValueError:
        raise NotFound from None
    view = lookups.tickets([found.ticket_id]).get(found.ticket_id) if found else None
    if found is None or view is None or field != "body":
        raise NotFound
    _check(actor, view, permissions.MESSAGES)
    return found.body_text


def _check(actor: Actor, view: TicketView, field: str) -> None:
    if not reach(actor).covers(view):
        raise NotFound
    hidden = actor.field_right(field, view.type_key) is FieldRight.HIDDEN
    if hidden or not reach(actor, REVEAL).covers(view):
        raise Forbidden(data={"permission": REVEAL})
