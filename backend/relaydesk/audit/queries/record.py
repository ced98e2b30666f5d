"""Reading the record: by actor, name, subject, time, source and outcome, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from relaydesk.audit.rules.rows import RecordRow
from relaydesk.audit.rules.sentences import FAILURES
from relaydesk.platform.errors import NotFound

COLUMNS = (
    "id, name, version, subject, actor_kind, actor_id, actor_name, at, recorded_at, payload, cause, source"
)


# As the API calls them; `from` is a word of Python.
NAMES = {"since": "from", "until": "to"}


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """What to look for; None means whatever.

    Args:
        actor: the agent's or contact's id.
        name: an event name, or the beginning of one (`access.` for all of a module).
        subject: what it is about, for instance `ticket:17`.
        since, until: when it happened; `until` is not included.
        source: an IP address.
        outcome: `success` or `failure`.
    """

    actor: str | None = None
    name: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    source: str | None = None
    outcome: str | None = None

    def as_dict(self) -> dict[str, str]:
        """What is asked for, as text."""
        given = {name: getattr(self, name) for name in self.__slots__}
        return {
            NAMES.get(name, name): value.isoformat() if isinstance(value, datetime) else value
            for name, value in given.items()
            if value is not None
        }

    @classmethod
    def from_dict(cls, given: dict[str, str]) -> "RecordFilter":
        """Read what `as_dict` has written."""
        times = {own: datetime.fromisoformat(given[name]) for own, name in NAMES.items() if name in given}
        rest = {name: value for name, value in given.items() if name not in NAMES.values()}
        return cls(**rest, **times)  # type: ignore[arg-type]


def _like(prefix: str) -> str:
    return prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def statement(wanted: RecordFilter, *, before: int | None, limit: int) -> tuple[str, list[Any]]:
    """The statement of one page and its parameters."""
    clauses: list[tuple[str, Any]] = []
    for sql, value in (
        ("actor_id = %s", wanted.actor),
        ("subject = %s", wanted.subject),
        ("at >= %s", wanted.since),
        ("at < %s", wanted.until),
        ("source ->> 'ip' = %s AND source IS NOT NULL", wanted.source),
        ("id < %s", before),
    ):
        if value is not None:
            clauses.append((sql, value))
    if wanted.name is not None:
        clauses.append(("name LIKE %s", _like(wanted.name)))
    if wanted.outcome is not None:
        negated = "" if wanted.outcome == "failure" else "NOT "
        clauses.append((f"{negated}name = ANY(%s)", list(FAILURES)))
    where = " AND ".join(sql for sql, _ in clauses) or "true"
    sql = f"SELECT {COLUMNS} FROM platform_event WHERE {where} ORDER BY id DESC LIMIT %s"  # noqa: S608
    return sql, [*(value for _, value in clauses), limit]


def page(wanted: RecordFilter, *, before: int | None = None, limit: int = 50) -> list[RecordRow]:
    """The newest `limit` events that fit, below the id `before`."""
    sql, params = statement(wanted, before=before, limit=limit)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [_row(row) for row in cursor.fetchall()]


def every(wanted: RecordFilter, *, most: int, chunk: int = 2000) -> Iterator[RecordRow]:
    """All events that fit, newest first, at most `most`, in pieces."""
    before: int | None = None
    while most > 0:
        rows = page(wanted, before=before, limit=min(chunk, most))
        yield from rows
        if len(rows) < min(chunk, most):
            return
        most -= len(rows)
        before = rows[-1].id


def one(event_id: int) -> tuple[RecordRow, int | None]:
    """An event, and the seal that it is in.

    Raises:
        NotFound: there is none.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM platform_event WHERE id = %s", [event_id])  # noqa: S608
        row = cursor.fetchone()
        if row is None:
            raise NotFound
        cursor.execute(
            "SELECT number FROM audit_seal WHERE ids @> %s::bigint ORDER BY number DESC LIMIT 1", [event_id]
        )
        seal = cursor.fetchone()
    return _row(row), seal[0] if seal else None


def _row(row: tuple[Any, ...]) -> RecordRow:
    values: dict[str, Any] = dict(zip(COLUMNS.split(", "), row, strict=True))
    return RecordRow(**{**values, "payload": _json(values["payload"]), "source": _json(values["source"])})


def _json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str | bytes) else value
