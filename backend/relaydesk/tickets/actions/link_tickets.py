"""Link two tickets, and remove a link. Both sides record it; neither counts a version further."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Forbidden, Invalid, NotFound, RuleBroken
from relaydesk.platform.events import record_many
from relaydesk.platform.ids import uuid7
from relaydesk.tickets.contracts import LinkKind
from relaydesk.tickets.events import TicketLinked, TicketUnlinked, subject_of
from relaydesk.tickets.models import TicketLink
from relaydesk.tickets.policies import EVERYTHING, may_write, reach
from relaydesk.tickets.queries.relating import ancestors_of, generations_below
from relaydesk.tickets.queries.states import read_states
from relaydesk.tickets.rules.relating import (
    ABOVE,
    MADE_BY_HAND,
    Relation,
    direction_of,
    family_refusal,
    relation_of,
)
from relaydesk.tickets.rules.state import TicketState

_FAMILIES = "SELECT pg_advisory_xact_lock(hashtextextended('tickets.families', 0))"
_LINK = """
INSERT INTO tickets_ticketlink (id, source_id, target_id, kind, created_at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT DO NOTHING
"""
DETAILS = {
    "family_cycle": "A ticket cannot be below itself.",
    "family_too_deep": "The family of tickets is too deep.",
    "has_one_above": "It has a parent or a major issue already; take it off there first.",
}


@transaction.atomic
def link_tickets(*, actor: Actor, at: datetime, number: str, other: str, relation: Relation) -> TicketState:
    """Link a ticket to another. The same link again changes nothing.

    Args:
        relation: what the other is to this one: its parent, what it blocks, and so on.

    Raises:
        NotFound: this ticket is invisible.
        Forbidden: it may not be changed; or, for parents and major issues, the other may not.
        Invalid: the other is invisible or does not exist; or the relation is not made by hand.
        RuleBroken: "link_to_itself", "family_cycle", "family_too_deep", "has_one_above".
    """
    if relation not in MADE_BY_HAND:
        raise Invalid.field("relation", "not_by_hand", "Such links are not made by hand.")
    kind, outward = direction_of(relation)
    state, its_other = load_pair(actor, number, other, both=kind in ABOVE)
    source, target = (state, its_other) if outward else (its_other, state)
    put_link(source, target, kind, actor=actor, at=at)
    return state


def put_link(source: TicketState, target: TicketState, kind: LinkKind, *, actor: Actor, at: datetime) -> None:
    """Write a link between two tickets to which the actor has the rights.

    Raises:
        RuleBroken: as in `link_tickets`.
    """
    if source.id == target.id:
        raise RuleBroken("link_to_itself", "A ticket cannot be linked to itself.")
    if kind is LinkKind.PARENT:
        _check_family(source, target)
    if kind is LinkKind.RELATES and _exists(target, source, kind):
        return
    with connection.cursor() as cursor:
        cursor.execute(_LINK, [uuid7(), source.id, target.id, kind.value, at])
        added = cursor.rowcount
    if not added:
        if _exists(source, target, kind):
            return
        raise RuleBroken("has_one_above", DETAILS["has_one_above"])
    _record_both(TicketLinked, source, target, kind, actor=actor, at=at)


@transaction.atomic
def unlink_tickets(*, actor: Actor, at: datetime, number: str, link_id: UUID) -> TicketState:
    """Remove a link of a ticket; one that is gone already is no fault.

    Raises:
        NotFound: the ticket is invisible.
        Forbidden: it may not be changed; or, for parents and major issues, the other may not.
        RuleBroken: "not_by_hand": the link tells what happened.
    """
    loaded = _load(actor, {number})
    if not loaded:
        raise NotFound
    state = loaded[0]
    if not may_write(actor, state):
        raise Forbidden("You may read this ticket, not change it.")
    link = TicketLink.objects.filter(id=link_id).first()
    if link is None or state.id not in (link.source_id, link.target_id):
        return state
    kind, outward = LinkKind(link.kind), link.source_id == state.id
    relation = relation_of(kind, outward=outward)
    if relation not in MADE_BY_HAND:
        raise RuleBroken("not_by_hand", "This link tells what happened and stays.")
    [other] = read_states("t.id = %s", [link.target_id if outward else link.source_id], reach=EVERYTHING)
    if kind in ABOVE and not may_write(actor, other):
        raise Forbidden("You may not change the ticket at the other end.")
    link.delete()
    source, target = (state, other) if outward else (other, state)
    _record_both(TicketUnlinked, source, target, kind, actor=actor, at=at)
    return state


def _record_both(
    fact: type[TicketLinked | TicketUnlinked],
    source: TicketState,
    target: TicketState,
    kind: LinkKind,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Each side records the link, or its end, in its own words."""
    sides = ((source, target, True), (target, source, False))
    record_many(
        [
            (
                fact(
                    ticket_id=one.id,
                    number=one.number,
                    kind=relation_of(kind, outward=outward).value,
                    other_id=two.id,
                    other_number=two.number,
                    ticket_version=one.version,
                ),
                subject_of(one.id),
            )
            for one, two, outward in sides
        ],
        actor=actor.ref,
        at=at,
    )


def load_pair(actor: Actor, number: str, other: str, *, both: bool) -> tuple[TicketState, TicketState]:
    """Load two tickets under their locks: the first to be changed by the actor, with `both` the second too.

    Raises:
        NotFound, Forbidden, Invalid: as in `link_tickets`.
    """
    found = {state.number: state for state in _load(actor, {number, other})}
    if number not in found:
        raise NotFound
    if not may_write(actor, found[number]):
        raise Forbidden("You may read this ticket, not change it.")
    if other not in found:
        # The same answer for one that is not there and one that he may not see (CVE-2026-34722).
        raise Invalid.field("other", "unknown_ticket", "There is no such ticket that you can see.")
    if both and not may_write(actor, found[other]):
        raise Forbidden("You may read the other ticket, not change it.", data={"numbers": [other]})
    return found[number], found[other]


def _load(actor: Actor, numbers: set[str]) -> list[TicketState]:
    return read_states("t.number = ANY(%s)", [list(numbers)], reach=reach(actor), lock=True)


def _exists(source: TicketState, target: TicketState, kind: LinkKind) -> bool:
    return TicketLink.objects.filter(source_id=source.id, target_id=target.id, kind=kind.value).exists()


def _check_family(parent: TicketState, child: TicketState) -> None:
    # Two at once could each make half of a ring; families are changed one after the other.
    with connection.cursor() as cursor:
        cursor.execute(_FAMILIES)
    code = family_refusal(parent.id, child.id, ancestors_of(parent.id), generations_below(child.id))
    if code is not None:
        raise RuleBroken(code, DETAILS[code])
