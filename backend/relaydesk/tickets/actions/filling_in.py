"""Filling in what a reply leaves open: values of the requester that its author sees masked.

A saved reply that names the requester's telephone shows `138****1234` to an agent for whom such numbers
are masked. What leaves is the requester's own data, put in here; the agent reads it masked again
afterwards, since whatever a reader sees of a message is masked for him.
"""

from dataclasses import replace

from relaydesk.access.contracts import Actor, FieldRight
from relaydesk.people import public as people
from relaydesk.platform import html, html_marks
from relaydesk.privacy.contracts import Kind
from relaydesk.privacy.public import kinds_masked_for
from relaydesk.tickets.actions.composing import Composed
from relaydesk.tickets.permissions import REQUESTER_EMAIL, REQUESTER_PHONE
from relaydesk.tickets.rules.state import TicketState

EMAIL, PHONE = "requester.email", "requester.phone"


_KINDS = {EMAIL: (Kind.EMAIL, REQUESTER_EMAIL), PHONE: (Kind.PHONE, REQUESTER_PHONE)}


def filled_in(body: Composed, state: TicketState, *, actor: Actor, alone: bool) -> Composed:
    """The body with its open places filled; one statement, and only when there are any.

    Args:
        alone: it goes to the requester and to nobody else; to others it goes with the words as the author
            sees them, or he could send himself what is masked for him.
    """
    if "data-var" not in body.html:
        return replace(body, html=html_marks.without_marks(body.html))
    contact = people.contact(state.requester_id)
    values: dict[str, str] = {}
    if alone and contact is not None:
        kinds = kinds_masked_for(actor, state.type_key)
        known = {EMAIL: contact.email or "", PHONE: contact.phone or ""}
        for name, (kind, field) in _KINDS.items():
            right = actor.field_right(field, state.type_key)
            # Only what he will read masked, or may read, is put in: a hidden field stays hidden.
            if right.shows or (right is FieldRight.MASKED and kind in kinds):
                values[name] = known[name]
    safe = html_marks.without_marks(html_marks.fill(body.html, values))
    return replace(body, html=safe, text=html.to_text(safe))
