"""What `tickets` adds to the registries of lower modules."""

from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.files.public import register_owner_check
from relaydesk.people.public import MergeParticipant, register_merge_participant
from relaydesk.privacy.public import register_revealer
from relaydesk.tickets.actions.move_requester import move_tickets, move_tickets_back
from relaydesk.tickets.permissions import ATTACHMENTS, MESSAGES
from relaydesk.tickets.queries import own_fields  # noqa: F401 - registers the fields of conditions
from relaydesk.tickets.queries.lookups import tickets, visible_ids
from relaydesk.tickets.queries.messages import ticket_of_message
from relaydesk.tickets.queries.revealing import reveal_message, reveal_ticket


def _may_read_files_of_message(actor: Actor, owner_id: str) -> bool:
    """The files of a message or note may be read by whoever may read its ticket at the desk."""
    ticket_id = ticket_of_message(UUID(owner_id))
    if ticket_id is None or ticket_id not in visible_ids(actor, [ticket_id]):
        return False
    if not actor.field_rights:
        return True
    ticket = tickets([ticket_id])[ticket_id]
    return all(actor.field_right(field, ticket.type_key).shows for field in (ATTACHMENTS, MESSAGES))


register_owner_check("message", _may_read_files_of_message)
register_revealer("ticket", reveal_ticket)
register_revealer("message", reveal_message)
register_merge_participant(MergeParticipant("tickets", move_tickets, move_tickets_back))
