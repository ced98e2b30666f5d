"""From what was found to what the actor may see of it: masked, with the hits marked."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from relaydesk.access.contracts import Actor, FieldRight
from relaydesk.people import public as people
from relaydesk.privacy import public as privacy
from relaydesk.privacy.contracts import Kind
from relaydesk.search.queries.find import Found
from relaydesk.search.rules.snippets import Piece, highlighted, snippet
from relaydesk.search.rules.words import marks
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import TicketTexts, TicketView

Json = dict[str, Any]
LONGEST = 20_000
LONGEST_ANSWER = 1_000


def show_tickets(actor: Actor, found: Found, limit: int, query: str) -> list[Json]:
    """The first of what was found, in its order; a constant number of statements.

    Messages are read only of tickets whose subject does not show why they were found.
    """
    ids = found.ids[:limit]
    views = tickets.tickets(ids)
    texts = {one.ticket_id: one for one in tickets.ticket_texts(set(ids) - found.in_subject)}
    requesters = people.contacts({view.requester_id for view in views.values()})
    agents = people.agents({view.assignee_id for view in views.values() if view.assignee_id})
    kinds = privacy.kinds_masked_for(actor)
    shown = []
    for ident in ids:
        if ident not in views:
            continue  # gone since it was found
        view, requester = views[ident], requesters.get(views[ident].requester_id)
        agent = agents.get(view.assignee_id) if view.assignee_id else None
        named = requester is not None and actor.cleared_for(requester.label)
        named = named and _right(actor, "requester.name", view) >= FieldRight.READ
        shown.append(
            {
                "number": view.number,
                "subject": highlighted(_subject(actor, view, kinds), query),
                "snippet": _snippet(actor, view, texts.get(ident), kinds, query),
                "category": view.category.value,
                "priority": view.priority,
                "requester": requester.name if requester and named else "",
                "status": view.status_key,
                "type": view.type_key,
                "channel": view.channel,
                "assignee": agent.name if agent and _right(actor, "assignee", view).shows else None,
                "updated_at": view.updated_at,
            }
        )
    return shown


def show_solutions(actor: Actor, ids: Sequence[int], query: str) -> list[Json]:
    """Solved tickets with what their requesters were told last; a constant number of statements."""
    views, kinds = tickets.tickets(ids), privacy.kinds_masked_for(actor)
    answers = tickets.last_answers(ids, longest=LONGEST_ANSWER)
    return [
        {
            "number": view.number,
            "subject": highlighted(_subject(actor, view, kinds), query),
            "answer": privacy.mask_text(answers.get(ident, ""), kinds)
            if _right(actor, "messages", view).shows
            else "",
            "category": view.category.value,
            "updated_at": view.updated_at,
        }
        for ident, view in ((ident, views[ident]) for ident in ids if ident in views)
    ]


def show_contacts(actor: Actor, ids: Sequence[UUID], query: str) -> list[Json]:
    """The contacts in this order."""
    found, kinds = people.contacts(ids), privacy.kinds_masked_for(actor)
    return [
        {
            "id": one.id,
            "name": highlighted(one.name, query),
            "company": one.company,
            "email": _masked(one.email, Kind.EMAIL, kinds),
            "phone": _masked(one.phone, Kind.PHONE, kinds),
        }
        for one in (found[ident] for ident in ids if ident in found)
    ]


def _right(actor: Actor, name: str, view: TicketView) -> FieldRight:
    return actor.field_right(f"tickets.{name}", view.type_key)


def _subject(actor: Actor, view: TicketView, kinds: frozenset[Kind]) -> str:
    return privacy.mask_text(view.subject, kinds) if _right(actor, "subject", view).shows else ""


def _snippet(
    actor: Actor, view: TicketView, texts: TicketTexts | None, kinds: frozenset[Kind], query: str
) -> list[Piece]:
    """The piece of the newest message that has what was asked for, else of a file's name.

    Masked before it is marked: what is masked can be neither read nor guessed from a mark.
    """
    if texts is None or not _right(actor, "messages", view).shows:
        return []
    for body in texts.bodies:
        if marks(body, query):
            found = snippet(privacy.mask_text(body[:LONGEST], kinds), query)
            if found:
                return found
    names = (snippet(name, query) for name in texts.file_names)
    return next((found for found in names if found), [])


def _masked(value: str | None, kind: Kind, kinds: frozenset[Kind]) -> str | None:
    return privacy.mask_value(kind, value) if value and kind in kinds else value
