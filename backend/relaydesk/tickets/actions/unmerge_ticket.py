"""Undo a merge: the source is as it was, and has what belongs to it."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import NotFound, RuleBroken
from relaydesk.tickets.actions import steps
from relaydesk.tickets.actions.facts import of_merge
from relaydesk.tickets.actions.snooze_ticket import set_alarm
from relaydesk.tickets.actions.storing import Change, insist_on_writing, save
from relaydesk.tickets.contracts import ChangeKind
from relaydesk.tickets.events import TicketUnmerged
from relaydesk.tickets.models import Merge
from relaydesk.tickets.policies import EVERYTHING, reach
from relaydesk.tickets.queries.merging import root_of, trees_of
from relaydesk.tickets.queries.states import read_state
from relaydesk.tickets.rules.state import TicketState

# What came to the source, before or after the merge, and to what was merged into it earlier.
_MOVE_BACK = """
UPDATE tickets_message SET ticket_id = %(source)s, origin_id = nullif(origin_id, %(source)s)
 WHERE origin_id = ANY(%(tree)s) AND ticket_id = %(root)s
"""
_UNWATCH = "DELETE FROM tickets_watcher WHERE ticket_id = %s AND agent_id = ANY(%s::uuid[])"
_NEWEST = """
UPDATE tickets_ticket t SET last_public_message_at = n.public, last_requester_message_at = n.requester
  FROM (SELECT max(m.created_at) AS public,
               max(m.created_at) FILTER (WHERE m.author_kind = 'contact') AS requester
          FROM tickets_message m LEFT JOIN tickets_ticket o ON o.id = m.origin_id
         WHERE m.ticket_id = %(id)s AND m.visibility = 'public'
           AND (o.id IS NULL OR o.requester_id = %(requester)s)) n
 WHERE t.id = %(id)s
"""


@transaction.atomic
def unmerge_ticket(*, actor: Actor, at: datetime, number: str) -> TicketState:
    """Take a merged ticket out again. Its version goes on; everything else is as it was before the merge.

    Raises:
        NotFound: the ticket, or the one that it was merged into, is invisible.
        Forbidden: one of the two may not be changed by this actor.
        RuleBroken: "not_merged".
    """
    # Merged tickets are locked before those in which they go on, here and where messages are added.
    source = read_state(number, reach=reach(actor), lock=True)
    if source is None:
        raise NotFound
    insist_on_writing(actor, source)
    if source.merged_into_id is None:
        raise RuleBroken("not_merged", "This ticket is not merged.")
    root = read_state(root_of(source.id), reach=reach(actor), lock=True)
    if root is None:
        raise NotFound
    insist_on_writing(actor, root)
    merge = Merge.objects.get(source_id=source.id, undone_at__isnull=True)
    target = root if merge.target_id == root.id else read_state(merge.target_id, reach=EVERYTHING)
    change, losing = _give_back(source, merge, at=at), Change.of(root, at=at)
    change.note(ChangeKind.EDITED, of_merge(TicketUnmerged, source, "source", target or root))
    losing.note(ChangeKind.EDITED, of_merge(TicketUnmerged, root, "target", source))
    save([change, losing], actor=actor, at=at)
    merge.undone_at = at
    merge.save(update_fields=["undone_at"])
    _move_back(source, root, merge)
    set_alarm(source)
    return source


def _give_back(source: TicketState, merge: Merge, *, at: datetime) -> Change:
    change, before = Change.of(source, at=at), merge.before
    entry = steps.type_of(change)
    status = entry.statuses.get(before["status"])
    source.merged_into_id = None
    if status is not None:
        steps.enter(change, entry, status, at=at)
        source.started_at = _instant(before["started_at"])
        source.solved_at, source.closed_at = _instant(before["solved_at"]), _instant(before["closed_at"])
    source.snoozed_at, source.snoozed_until = (
        _instant(before["snoozed_at"]),
        _instant(before["snoozed_until"]),
    )
    return change


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _move_back(source: TicketState, root: TicketState, merge: Merge) -> None:
    tree = trees_of([source.id])[source.id]
    watchers: list[UUID] = [UUID(one) for one in merge.watcher_ids]
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_BACK, {"source": source.id, "root": root.id, "tree": tree})
        if watchers:
            cursor.execute(_UNWATCH, [merge.target_id, watchers])
        for state in (source, root):
            cursor.execute(_NEWEST, {"id": state.id, "requester": state.requester_id})
