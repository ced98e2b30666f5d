"""Tables of `tickets`."""

from relaydesk.tickets.models.broadcast import Broadcast, BroadcastLine
from relaydesk.tickets.models.catalogue import Status, TicketType
from relaydesk.tickets.models.merge import Merge
from relaydesk.tickets.models.message import Mention, Message
from relaydesk.tickets.models.tag import Tag
from relaydesk.tickets.models.ticket import Ticket, TicketLink
from relaydesk.tickets.models.watcher import Watcher
from relaydesk.tickets.models.work import CostLine, TimeEntry, Todo

__all__ = [
    "Broadcast",
    "BroadcastLine",
    "CostLine",
    "Mention",
    "Merge",
    "Message",
    "Status",
    "Tag",
    "Ticket",
    "TicketLink",
    "TicketType",
    "TimeEntry",
    "Todo",
    "Watcher",
]
