"""The facts of a ticket's history, read back from the event log."""

from collections.abc import Iterable

from relaydesk.platform.events import Delivered, history
from relaydesk.sla.rules.stopwatch import Fact, FactKind
from relaydesk.tickets.contracts import AuthorKind, Visibility
from relaydesk.tickets.events import MessageAdded, PriorityChanged, StatusChanged, TicketOpened, subject_of

NAMES = (TicketOpened.name, MessageAdded.name, StatusChanged.name, PriorityChanged.name)
PAGE = 500


def facts_of_ticket(ticket_id: int) -> list[Fact]:
    """What moved the ticket's stopwatches, oldest first."""
    delivered: list[Delivered] = []
    while True:
        page = history(
            subject_of(ticket_id), names=NAMES, after=delivered[-1].id if delivered else 0, limit=PAGE
        )
        delivered += page
        if len(page) < PAGE:
            return facts_of(delivered)


def facts_of(delivered: Iterable[Delivered]) -> list[Fact]:
    """Translate events into facts. The message by which an agent opens a ticket is no answer to it."""
    facts: list[Fact] = []
    first_message = None
    for one in delivered:
        event = one.event
        if isinstance(event, TicketOpened):
            first_message = event.message_id
            facts.append(Fact(one.at, FactKind.OPENED, one.name, event.category))
        elif isinstance(event, StatusChanged):
            facts.append(Fact(one.at, FactKind.STATUS, one.name, event.to_category))
        elif isinstance(event, MessageAdded) and event.message_id != first_message:
            if event.visibility != Visibility.PUBLIC or event.automatic:
                continue
            if event.author_kind == AuthorKind.AGENT:
                facts.append(Fact(one.at, FactKind.AGENT_MESSAGE, one.name))
            elif event.author_kind == AuthorKind.CONTACT:
                facts.append(Fact(one.at, FactKind.REQUESTER_MESSAGE, one.name))
    return facts
