"""Mark lines of one's list as read."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from relaydesk.access.contracts import Actor
from relaydesk.notifications.events import NoticesRead
from relaydesk.platform.events import record
from relaydesk.tickets import public as tickets

# What was read needs no mail and no push any more, whichever channels its kind takes.
_READ = """
UPDATE notifications_notice SET read_at = %s
 WHERE agent_id = %s AND read_at IS NULL AND {which} RETURNING ticket_id
"""
_NO_LONGER = """
UPDATE notifications_delivery SET state = 'read', due_at = NULL
 WHERE agent_id = %s AND state = 'waiting' AND {which}
"""


@transaction.atomic
def read_all(*, actor: Actor, until: datetime | None, at: datetime) -> int:
    """Mark everything as read that happened up to an instant (what came later was not on the screen)."""
    return _read(actor, at, "at <= %s", [until or at], "made_at <= %s", [until or at])


@transaction.atomic
def read_lines(*, actor: Actor, ids: Collection[UUID], at: datetime) -> int:
    """Mark these lines as read; those of others and unknown ones are passed over."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ticket_id FROM notifications_notice WHERE agent_id = %s AND id = ANY(%s::uuid[])",
            [actor.agent_id, list(ids)],
        )
        ticket_ids = [row[0] for row in cursor.fetchall()]
    return _read(
        actor, at, "id = ANY(%s::uuid[])", [list(ids)], "ticket_id = ANY(%s::bigint[])", [ticket_ids]
    )


@transaction.atomic
def read_ticket(*, actor: Actor, number: str, at: datetime) -> int:
    """Mark what was told of one ticket as read: the agent has it on his screen."""
    ticket = tickets.ticket_by_number(number)
    if ticket is None:
        return 0
    return _read(actor, at, "ticket_id = %s", [ticket.id], "ticket_id = %s", [ticket.id])


def _read(
    actor: Actor, at: datetime, lines: str, line_params: list[Any], waiting: str, params: list[Any]
) -> int:
    if actor.agent_id is None or actor.account_id is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_READ.format(which=lines), [at, actor.agent_id, *line_params])
        read = len(cursor.fetchall())
        cursor.execute(_NO_LONGER.format(which=waiting), [actor.agent_id, *params])
    if read:
        fact = NoticesRead(for_account=actor.account_id, lines=read)
        record(fact, actor=actor.ref, subject=f"notices:{actor.agent_id}", at=at)
    return read
