"""Ask for a change of many tickets: the set is fixed now, a worker does it."""

from datetime import datetime
from typing import Any, cast

import orjson
from django.db import connection, transaction

from relaydesk.access.contracts import Actor
from relaydesk.bulk.actions.settling import look_after
from relaydesk.bulk.events import BulkChangeAsked, subject_of
from relaydesk.bulk.models import BulkChange
from relaydesk.bulk.queries.selection import Selection, chosen
from relaydesk.bulk.rules.progress import most_of
from relaydesk.platform import events, jobs
from relaydesk.platform.errors import Invalid, RuleBroken
from relaydesk.platform.events.source import current_source
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import TicketEdits

_ADD = """
INSERT INTO bulk_item (change_id, position, ticket_id, number)
SELECT %s, place, id, number FROM unnest(%s::bigint[], %s::text[]) WITH ORDINALITY AS g(id, number, place)
"""


@transaction.atomic
def ask_change(*, actor: Actor, at: datetime, selection: Selection, edits: TicketEdits) -> BulkChange:
    """Fix the tickets that are chosen at this moment, and queue the change.

    Raises:
        Forbidden: nothing of it may be done at all.
        Invalid: the edits or the selection are faulty, or nothing is chosen.
        RuleBroken: "too_many_tickets", with the limit and how many were chosen.
    """
    assert actor.account_id is not None
    tickets.check_edits(actor, edits, at=at)
    most = most_of(edits)
    found = chosen(actor, selection, most=most)
    if found.more:
        raise RuleBroken(
            "too_many_tickets",
            f"At most {most:,} tickets are changed so at once.",
            data={"limit": most},
        )
    into = edits["merge"]["into"] if "merge" in edits else None
    of = [(ident, number) for ident, number in found.tickets if number != into]
    if not of:
        raise Invalid.field("numbers", "nothing_chosen", "No ticket is chosen that you may see.")
    source = current_source()
    change = BulkChange.objects.create(
        account_id=actor.account_id,
        token_scopes=None if actor.token_scopes is None else sorted(actor.token_scopes),
        source=orjson.loads(source) if source else None,
        asked_at=at,
        edits=_plain(edits),
        selection=selection.told(),
        total=len(of),
    )
    ids, numbers = [ident for ident, _ in of], [number for _, number in of]
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [change.id, ids, numbers])
    fact = BulkChangeAsked(
        change_id=change.id, for_account=actor.account_id, tickets=change.total, edits=_plain(edits)
    )
    events.record(fact, actor=actor.ref, subject=subject_of(change.id), at=at)
    look_after(change.id, at)
    jobs.defer("bulk.change", change_id=str(change.id))
    return change


def _plain(edits: TicketEdits) -> dict[str, Any]:
    return cast(dict[str, Any], orjson.loads(orjson.dumps(edits)))
