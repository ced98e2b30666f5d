"""What somebody may see of words outside the ticket's own screen: its original mail, its subject."""

from relaydesk.access.contracts import Actor, FieldRight
from relaydesk.privacy.public import kinds_masked_for, mask_text
from relaydesk.tickets import permissions
from relaydesk.tickets.contracts import MessageView, TicketView

MASK = "***"
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


def subject_for(actor: Actor, ticket: TicketView) -> str:
    """The subject as this reader sees it: masked, or empty where he may not see it."""
    right = actor.field_right(permissions.SUBJECT, ticket.type_key)
    if not right.shows:
        return MASK if right is FieldRight.MASKED else ""
    return mask_text(ticket.subject, kinds_masked_for(actor, ticket.type_key))
