"""Whether the record is what was recorded: every row and every seal is reckoned anew."""

import re
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from relaydesk.audit.queries.form import AGGREGATES, FOLLOWER, ROW_HASH, SEAL_HASH, SETTINGS

CHUNK = 200
MOST_FINDINGS, MOST_IDS = 50, 100

# OFFSET 0: the planner takes a range of unknown bounds for a great part of the log, and would read all of it.
_CHUNK = f"""
SELECT s.number, s.count, s.purged_at IS NOT NULL, s.previous, s.sha256, {SEAL_HASH.format(s="s")} = s.sha256,
       found.count, found.content IS NOT DISTINCT FROM s.content, found.xids IS NOT DISTINCT FROM s.xids
FROM audit_seal s LEFT JOIN LATERAL (
    SELECT {AGGREGATES} FROM unnest(s.ids) r CROSS JOIN LATERAL (
        SELECT e.id, e.xid, {ROW_HASH} AS hash
        FROM platform_event e WHERE e.id >= lower(r) AND e.id < upper(r) OFFSET 0
    ) x
) found ON s.purged_at IS NULL
WHERE s.number > %s ORDER BY s.number LIMIT %s
"""  # noqa: S608 - constants only

_ROWS = f"""
SELECT x.* FROM audit_seal s, unnest(s.ids) r CROSS JOIN LATERAL (
    SELECT e.id, substr({ROW_HASH}, 1, 8), e.xid::text::bigint
    FROM platform_event e WHERE e.id >= lower(r) AND e.id < upper(r) OFFSET 0
) x WHERE s.number = %s ORDER BY x.id
"""  # noqa: S608 - constants only

_BEHIND = """
SELECT {what} FROM platform_event e, platform_follower_cursor c
WHERE c.name = %s AND (e.xid, e.id) <= (c.xid, c.event_id)
"""
RANGE = re.compile(r"\[(-?\d+),(-?\d+)\)")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was recorded.

    Args:
        kind: changed, missing, inserted, reordered (rows), broken_seal, missing_seal.
        seal: the number of the batch; None for rows that belong to none.
        ids: rows, at most a hundred of them.
    """

    kind: str
    seal: int | None
    ids: tuple[int, ...] = ()


@dataclass(slots=True)
class Report:
    """What a check has found."""

    seals: int = 0
    purged_seals: int = 0
    events: int = 0
    unsealed: int = 0
    head: int = 0
    head_sha256: str = ""
    seconds: float = 0.0
    findings: list[Finding] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def first_bad_seal(self) -> int | None:
        """The first batch that is not as it was sealed."""
        return min((found.seal for found in self.findings if found.seal is not None), default=None)


@transaction.atomic
def verify(*, expected_head: tuple[int, str] | None = None) -> Report:
    """Reckon every hash anew, from the first seal on.

    Args:
        expected_head: a seal's number and hash as they were written down elsewhere (the log, a notary):
            proof that nothing was cut off at the end and that the whole chain was not made anew.
    """
    begun, report = time.monotonic(), Report()
    with connection.cursor() as database:
        if not connection.savepoint_ids:
            database.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        database.execute(SETTINGS)
    rebased = _rebased_until()
    previous, missing, wanted = bytes(32), 0, 0
    for number, count, purged, before, sha, whole, found, same, in_order in _seals():
        for gap in range(report.head + 1, number):
            _add(report, Finding("missing_seal", gap))
        if not whole or bytes(before) != previous:
            _add(report, Finding("broken_seal", number))
        if expected_head and expected_head[0] == number and bytes(sha).hex() != expected_head[1].lower():
            _add(report, Finding("broken_seal", number))
        report.head, report.head_sha256, previous = number, bytes(sha).hex(), bytes(sha)
        report.seals += 1
        report.purged_seals += purged
        if purged:
            continue
        report.events += found
        wanted += count
        missing += count - found
        if not same or not in_order:
            for finding in _look_closer(number, rebased):
                _add(report, finding)
    if expected_head and expected_head[0] > report.head:
        _add(report, Finding("missing_seal", expected_head[0]))
    _look_for_inserted(report, wanted - missing)
    report.seconds = round(time.monotonic() - begun, 2)
    return report


def _add(report: Report, finding: Finding) -> None:
    if len(report.findings) < MOST_FINDINGS:
        report.findings.append(finding)


def _seals() -> Iterator[tuple[Any, ...]]:
    after = 0
    while True:
        with connection.cursor() as database:
            database.execute(_CHUNK, [after, CHUNK])
            rows = database.fetchall()
        if not rows:
            return
        yield from rows
        after = rows[-1][0]


def _rebased_until() -> int:
    """Up to which row the order was given up by a logical restore."""
    with connection.cursor() as database:
        database.execute(
            "SELECT coalesce(max((payload ->> 'last_id')::bigint), 0) FROM platform_event WHERE name = %s",
            ["platform.log.rebased"],
        )
        return int(database.fetchone()[0])


def _look_closer(number: int, rebased: int) -> Iterator[Finding]:
    """Which rows of a batch are not what they were."""
    with connection.cursor() as database:
        database.execute("SELECT ids::text, rows, xids FROM audit_seal WHERE number = %s", [number])
        ids, rows, xids = database.fetchone()
        database.execute(_ROWS, [number])
        present = {row[0]: (bytes(row[1]), row[2]) for row in database.fetchall()}
    expected = list(expanded(ids))
    marks = [bytes(rows)[place : place + 8] for place in range(0, len(bytes(rows)), 8)]
    orders = [place[0] for place in struct.iter_unpack(">q", bytes(xids))]
    missing = [one for one in expected if one not in present]
    changed, reordered = [], []
    for one, mark, xid in zip(expected, marks, orders, strict=False):
        if one not in present:
            continue
        if present[one][0] != mark:
            changed.append(one)
        if present[one][1] != xid and not (present[one][1] == 0 and one <= rebased):
            reordered.append(one)
    for kind, found in (("missing", missing), ("changed", changed), ("reordered", reordered)):
        if found:
            yield Finding(kind, number, tuple(found[:MOST_IDS]))


def expanded(multirange: str) -> Iterator[int]:
    """Every number of a multirange as PostgreSQL writes it, `{[1,4),[7,8)}`."""
    for start, end in RANGE.findall(multirange):
        yield from range(int(start), int(end))


def _look_for_inserted(report: Report, sealed: int) -> None:
    """Rows that lie before the last sealed one and have no seal were put in afterwards, or passed over."""
    with connection.cursor() as database:
        database.execute(_BEHIND.format(what="count(*)"), [FOLLOWER])
        behind = database.fetchone()[0]
        database.execute(
            "SELECT count(*) FROM platform_event e WHERE NOT EXISTS (SELECT FROM platform_follower_cursor c"
            " WHERE c.name = %s AND (e.xid, e.id) <= (c.xid, c.event_id))",
            [FOLLOWER],
        )
        report.unsealed = database.fetchone()[0]
        if behind == sealed:
            return
        database.execute("SELECT ids::text FROM audit_seal WHERE purged_at IS NULL")
        known = {one for row in database.fetchall() for one in expanded(row[0])}
        database.execute(_BEHIND.format(what="e.id") + " ORDER BY e.id", [FOLLOWER])
        extra = tuple(row[0] for row in database.fetchall() if row[0] not in known)
    if extra:
        _add(report, Finding("inserted", None, extra[:MOST_IDS]))
