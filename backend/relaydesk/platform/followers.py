"""Followers: readers of the event log that must miss nothing and need not be quick to the millisecond.

Ids are drawn when a row is written, but become visible when its transaction commits: a reader that remembers
"I have read up to id 17" would skip id 16 of a slower transaction. A follower therefore reads in (xid, id)
order and only what is older than every running transaction (`pg_snapshot_xmin`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from django.db import connection, transaction

from relaydesk.platform.clock import now
from relaydesk.platform.events.history import COLUMNS, delivered_from_row
from relaydesk.platform.events.recording import assert_in_transaction, record
from relaydesk.platform.events.types import ActorRef, Delivered, Event


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """Everything up to and including this place has been read."""

    xid: int
    event_id: int

    @property
    def text(self) -> str:
        """As one word, such as a browser sends back."""
        return f"{self.xid}-{self.event_id}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read such a word; None when it is not one of ours."""
        xid, _, event_id = text.partition("-")
        if not (xid.isascii() and xid.isdigit() and event_id.isascii() and event_id.isdigit()):
            return None
        if len(xid) > 18 or len(event_id) > 18:
            return None
        return cls(int(xid), int(event_id))


START = Cursor(0, 0)


@dataclass(frozen=True, kw_only=True)
class LogRebased(Event):
    """After a logical restore the transaction ids of all rows up to `last_id` were set to 0."""

    name: ClassVar[str] = "platform.log.rebased"

    last_id: int


_READ = f"""
SELECT xid::text::bigint, {COLUMNS} FROM platform_event
WHERE (xid, id) > (%s::text::xid8, %s) AND xid < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY xid, id LIMIT %s
"""  # noqa: S608 - constants only


def read(cursor: Cursor, limit: int = 500) -> tuple[list[Delivered], Cursor]:
    """Return what follows `cursor`, at most `limit` events in (xid, id) order, and the cursor after them."""
    with connection.cursor() as database:
        database.execute(_READ, [str(cursor.xid), cursor.event_id, limit])
        rows = database.fetchall()
    if not rows:
        return [], cursor
    return [delivered_from_row(row[1:]) for row in rows], Cursor(rows[-1][0], rows[-1][1])


def head() -> Cursor:
    """Return the cursor of a follower that wants nothing of the past.

    Finished transactions are behind it, except those younger than the oldest one still running.
    """
    with connection.cursor() as database:
        database.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return Cursor(database.fetchone()[0], 0)


def load(name: str, *, default: Cursor = START) -> Cursor:
    """Return the stored cursor of follower `name`, locked until the transaction ends.

    So that two processes do not follow under one name at a time. A new follower starts at `default`.
    """
    assert_in_transaction()
    with connection.cursor() as database:
        database.execute(
            "INSERT INTO platform_follower_cursor (name, xid, event_id, updated_at)"
            " VALUES (%s, %s::text::xid8, %s, statement_timestamp()) ON CONFLICT (name) DO NOTHING",
            [name, str(default.xid), default.event_id],
        )
        database.execute(
            "SELECT xid::text::bigint, event_id FROM platform_follower_cursor WHERE name = %s FOR UPDATE",
            [name],
        )
        return Cursor(*database.fetchone())


def store(name: str, cursor: Cursor) -> None:
    """Remember how far `name` has read, in the transaction of what it did with the events."""
    assert_in_transaction()
    with connection.cursor() as database:
        database.execute(
            "UPDATE platform_follower_cursor SET xid = %s::text::xid8, event_id = %s,"
            " updated_at = statement_timestamp() WHERE name = %s",
            [str(cursor.xid), cursor.event_id, name],
        )


def follow(name: str, *, limit: int = 500, default: Cursor = START) -> Iterator[list[Delivered]]:
    """Yield batches for a named follower; each is marked read in one transaction with what the caller does.

    The transaction of a batch commits when the caller asks for the next one, and rolls back if it raises.
    """
    while True:
        with transaction.atomic():
            events, cursor = read(load(name, default=default), limit)
            if not events:
                return
            yield events
            store(name, cursor)


def rebase_after_restore() -> None:
    """Bring stored transaction ids into the range of a new server, after a logical restore (pg_dump).

    A new cluster counts transactions from its own start, so rows with ids from the old one would seem to lie
    in the future. All of them are set to 0, and followers continue after the smallest id that they may not
    have read; they may see some events twice. Physical restores (base backup and log) do not need this.

    Only the owner of the log can do it, while nothing else runs. The fact itself is recorded, for the check
    of the record must know that the order of the older rows is that of their ids from now on.
    """
    with transaction.atomic(), connection.cursor() as database:
        database.execute("ALTER TABLE platform_event DISABLE TRIGGER platform_event_append_only")
        database.execute(
            "UPDATE platform_follower_cursor c SET xid = '0'::xid8, event_id = coalesce("
            "(SELECT min(e.id) - 1 FROM platform_event e WHERE (e.xid, e.id) > (c.xid, c.event_id)),"
            " (SELECT max(id) FROM platform_event), 0)"
        )
        database.execute("UPDATE platform_event SET xid = '0'::xid8 WHERE xid <> '0'::xid8")
        database.execute("ALTER TABLE platform_event ENABLE TRIGGER platform_event_append_only")
        database.execute("SELECT coalesce(max(id), 0) FROM platform_event")
        rebased = LogRebased(last_id=database.fetchone()[0])
        record(rebased, actor=ActorRef("system", None, "restore"), subject="log:events", at=now())
