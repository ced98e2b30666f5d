"""Numbers of other tickets in what is told of one: only of those that the reader may see."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection

from relaydesk.access.contracts import Actor
from relaydesk.tickets.policies import reach


def seen_numbers(actor: Actor, ids: Collection[Any]) -> dict[int, str]:
    """The numbers of those of these tickets that the reader may see; without ids no statement."""
    if not ids:
        return {}
    allowed, params = reach(actor).sql()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.id, t.number FROM tickets_ticket t WHERE t.id = ANY(%s) AND {allowed}",  # noqa: S608
            [list(ids), *params],
        )
        return dict(cursor.fetchall())


def without_unseen(data: dict[str, Any], numbers: Mapping[int, str]) -> dict[str, Any]:
    """A fact's data without the number and id of another ticket that the reader may not see."""
    if "other_id" not in data or data["other_id"] in numbers:
        return data
    return {**data, "other_id": None, "other_number": None}
