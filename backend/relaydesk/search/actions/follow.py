"""Follow the record, and index what it tells of."""

from uuid import UUID

from relaydesk.platform import followers
from relaydesk.search.actions.index import index_contacts, index_tickets
from relaydesk.tickets import public as tickets_of

NAME = "search"
BATCH = 2000
NEWEST = 500


def follow_the_record() -> bool:
    """Index the tickets and contacts of the next events. Returns whether there were any.

    One process at a time: the cursor is locked until what was read is indexed.
    """
    found = False
    for events in followers.follow(NAME, limit=BATCH):  # to its end: leaving early undoes the batch
        found = True
        tickets: set[int] = set()
        contacts: set[UUID] = set()
        for event in events:
            kind, _, ident = event.subject.partition(":")
            if kind == "ticket" and ident.isdigit():
                tickets.add(int(ident))
            elif kind == "contact":
                contacts.add(UUID(ident))
        requesters = _requesters_of(tickets) | contacts
        index_contacts(requesters)
        index_tickets(tickets | _tickets_of(contacts))
    return found


def _requesters_of(ids: set[int]) -> set[UUID]:
    return {view.requester_id for view in tickets_of.tickets(ids).values()}


def _tickets_of(contacts: set[UUID]) -> set[int]:
    """Their newest tickets, which are found by their names too."""
    return {ident for contact in contacts for ident in tickets_of.ids_of_requester(contact, limit=NEWEST)}
