"""Reactions: a solved ticket asks its requester."""

from relaydesk.platform.clock import now
from relaydesk.platform.events import Delivered, handler
from relaydesk.surveys.actions.ask_requester import ask_requester
from relaydesk.tickets.contracts import Category
from relaydesk.tickets.events import StatusChanged


@handler(StatusChanged, name="surveys.ask_after_solving")
def ask_after_solving(delivered: Delivered) -> None:
    """A ticket was solved (or closed without that step): ask."""
    event: StatusChanged = delivered.event
    settled = (Category.SOLVED, Category.CLOSED)
    if event.to_category in settled and event.from_category not in settled:
        ask_requester(ticket_id=event.ticket_id, at=now())
