"""What `tickets` adds to the registries of lower modules."""

from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.files.public import register_owner_check
from relaydesk.tickets.queries.lookups import visible_ids
from relaydesk.tickets.queries.messages import ticket_of_message


def _may_read_files_of_message(actor: Actor, owner_id: str) -> bool:
    """The files of a message or note may be read by whoever may read its ticket at the desk."""
    ticket_id = ticket_of_message(UUID(owner_id))
    return ticket_id is not None and ticket_id in visible_ids(actor, [ticket_id])


register_owner_check("message", _may_read_files_of_message)
