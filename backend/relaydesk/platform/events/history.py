"""Reading the log back."""

from collections.abc import Collection, Iterable
from typing import Any

import orjson
from django.db import connection

from relaydesk.platform.events.codec import decode
from relaydesk.platform.events.types import ActorRef, Delivered

COLUMNS = "id, name, version, subject, actor_kind, actor_id, actor_name, at, payload, cause, depth"


def delivered_from_row(row: tuple[Any, ...]) -> Delivered:
    """Build a `Delivered` from a row in the order of `COLUMNS`."""
    number, name, version, subject, kind, actor_id, actor_name, at, payload, cause, depth = row
    if isinstance(payload, str | bytes):
        payload = orjson.loads(payload)
    return Delivered(
        id=number,
        event=decode(name, version, payload),
        actor=ActorRef(kind=kind, id=actor_id, name=actor_name),
        subject=subject,
        at=at,
        depth=depth,
        name=name,
        cause=cause,
        version=version,
        payload=payload,
    )


def history(
    subject: str,
    *,
    names: Collection[str] | None = None,
    after: int = 0,
    before: int | None = None,
    limit: int = 200,
    newest_first: bool = False,
) -> list[Delivered]:
    """Return what happened to one subject, oldest first unless `newest_first`.

    Args:
        subject: for example `ticket:17`.
        names: only these event names, or all.
        after: only ids above this one.
        before: only ids below this one.
        limit: at most so many.
        newest_first: the newest `limit` in falling order instead.
    """
    sql = [f"SELECT {COLUMNS} FROM platform_event WHERE subject = %s AND id > %s"]  # noqa: S608 - constants
    params: list[Any] = [subject, after]
    if before is not None:
        sql.append("AND id < %s")
        params.append(before)
    if names is not None:
        sql.append("AND name = ANY(%s)")
        params.append(list(names))
    sql.append(f"ORDER BY id {'DESC' if newest_first else 'ASC'} LIMIT %s")
    params.append(limit)
    with connection.cursor() as cursor:
        cursor.execute(" ".join(sql), params)
        return [delivered_from_row(row) for row in cursor.fetchall()]


def events_by_id(ids: Iterable[int]) -> dict[int, Delivered]:
    """Return the log rows with these ids."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM platform_event WHERE id = ANY(%s)", [list(ids)])  # noqa: S608
        return {row[0]: delivered_from_row(row) for row in cursor.fetchall()}
