"""What other modules may ask of notifications: to know kinds of theirs, and to tell agents of a fact."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from relaydesk.notifications.actions.make_notices import Told, make_notices
from relaydesk.notifications.contracts import Kind
from relaydesk.notifications.kinds import register_kind
from relaydesk.platform.events import Delivered

__all__ = ["notify", "register_kind"]


def notify(
    *,
    delivered: Delivered,
    ticket_id: int,
    wanted: Mapping[UUID, Kind],
    words: Mapping[str, str] | None = None,
    at: datetime,
) -> frozenset[UUID]:
    """Tell agents of a fact, from its handler; the same fact again tells nobody anew.

    Args:
        delivered: the fact; the one who did it is not told.
        ticket_id: what it is about; who may not see it is not told.
        wanted: the kind for each agent, registered with `register_kind`.
        words: for the sentences of the kinds; `by` is there already.
        at: now.

    Returns:
        The agents who have something new in their lists.
    """
    told = Told(wanted=wanted, words=words or {})
    return make_notices(delivered=delivered, ticket_id=ticket_id, told=told, at=at)
