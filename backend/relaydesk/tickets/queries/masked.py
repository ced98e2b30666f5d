"""Whether somebody may see what cannot be masked: the raw mail, as it came."""

from relaydesk.access.contracts import Actor
from relaydesk.privacy.public import kinds_masked_for, mask_text
from relaydesk.tickets import permissions
from relaydesk.tickets.contracts import MessageView, TicketView

_IN_A_MAIL = (
    permissions.MESSAGES,
    permissions.ATTACHMENTS,
    permissions.SUBJECT,
    permissions.REQUESTER_NAME,
    permissions.REQUESTER_EMAIL,
)


def shown_in_full(actor: Actor, ticket: TicketView, message: MessageView) -> bool:
    """Whether nothing of a message is hidden from him or masked: then its original tells him nothing more."""
    if not all(actor.field_right(field, ticket.type_key).shows for field in _IN_A_MAIL):
        return False
    kinds = kinds_masked_for(actor, ticket.type_key)
    texts = (ticket.subject, message.body_text)
    return all(mask_text(text, kinds) == text for text in texts)
