"""Solved tickets like one: how it was done before (S250)."""

from relaydesk.access.contracts import Actor
from relaydesk.search.queries.find import Within, find_tickets
from relaydesk.search.rules.likeness import questions
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import Category, TicketView

MOST = 5
_SOLVED = Within(categories=(Category.SOLVED.value, Category.CLOSED.value))


def find_solutions(*, actor: Actor, ticket: TicketView, query: str = "") -> list[int]:
    """At most `MOST` solved tickets that the actor may read, the likest first; never the ticket itself.

    Args:
        ticket: one that the actor may read.
        query: what they should be about; empty for what the ticket's subject says, as far as he reads it.
    """
    asked = [query] if query else questions(tickets.subject_for(actor, ticket))
    found: dict[int, None] = {}
    for question in asked:
        hits = find_tickets(actor=actor, query=question, within=_SOLVED).ids
        found.update(dict.fromkeys(ident for ident in hits if ident != ticket.id))
        if len(found) >= MOST:
            break
    return list(found)[:MOST]
