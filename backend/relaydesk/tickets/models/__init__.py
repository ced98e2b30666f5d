"""Tables of `tickets`."""

from relaydesk.tickets.models.catalogue import Status, TicketType
from relaydesk.tickets.models.message import Mention, Message
from relaydesk.tickets.models.ticket import Ticket, TicketLink
from relaydesk.tickets.models.watcher import Watcher

__all__ = ["Mention", "Message", "Status", "Ticket", "TicketLink", "TicketType", "Watcher"]
