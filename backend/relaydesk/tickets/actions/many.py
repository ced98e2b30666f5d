"""What is done to many tickets alike: one door for plain changes, merging and answering."""

from collections.abc import Sequence
from datetime import datetime

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Invalid
from relaydesk.tickets.actions import change_many as _plain
from relaydesk.tickets.actions.merge_many import check_target, merge_many, unmerge_many
from relaydesk.tickets.actions.reply_many import check_reply, reply_many
from relaydesk.tickets.actions.taking_back import TakeBack
from relaydesk.tickets.actions.taking_back import take_back as _take_back
from relaydesk.tickets.contracts import Changed, TicketEdits


def check_edits(actor: Actor, given: TicketEdits, *, at: datetime) -> None:
    """Refuse at once what could not be done to any ticket.

    Raises:
        Invalid: nothing is asked for, or something that does not exist.
        Forbidden: the actor holds no permission for it at all.
        NotFound, RuleBroken: the ticket that others are to be merged into cannot take them.
    """
    _plain.check_edits(actor, given)
    until = _plain.instant(given["snooze"]["until"]) if "snooze" in given else None
    if until is not None and until <= at:
        raise Invalid.field("change.snooze.until", "past", "This instant is past.")
    if "merge" in given:
        check_target(actor, given["merge"])
    if "reply" in given:
        check_reply(actor, given)


def change_many(
    *, actor: Actor, at: datetime, ticket_ids: Sequence[int], edits: TicketEdits
) -> list[Changed]:
    """Change, merge or answer tickets by the same rules as one alone; what one refuses keeps no other back.

    Args:
        ticket_ids: some hundreds at most; they are locked in order of their ids.

    Returns:
        What became of each, in the order given.

    Raises:
        Invalid: the edits name what does not exist (any more).
    """
    if "merge" in edits:
        return merge_many(actor=actor, at=at, ticket_ids=ticket_ids, wish=edits["merge"])
    if "reply" in edits:
        return reply_many(actor=actor, at=at, ticket_ids=ticket_ids, edits=edits)
    return _plain.change_many(actor=actor, at=at, ticket_ids=ticket_ids, edits=edits)


def take_back(*, actor: Actor, at: datetime, wanted: Sequence[TakeBack]) -> list[Changed]:
    """Give tickets back what a change of many took: former values, or their own thread.

    Args:
        wanted: some hundreds at most, of one change; the caller answers that the actor himself made it.

    Returns:
        What became of each, in order; "changed_since" is the refusal where somebody was faster.
    """
    if any("merged_into" in one.former for one in wanted):
        return unmerge_many(actor=actor, at=at, wanted=wanted)
    return _take_back(actor=actor, at=at, wanted=wanted)
