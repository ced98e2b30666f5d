"""What choosing, exporting and changing many tickets at once costs.

`DATABASE_URL=… python -m bench.background.many` measures on the database as it is, in one transaction that is
rolled back. What pages of lists cost, `bench.background.views` measures.
"""

import argparse
import os
import resource
import tempfile
import time
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.db import connection, transaction

from relaydesk.access.contracts import Actor, ActorKind, Scope
from relaydesk.bulk.rules.columns import Column, Reader, headings, line
from relaydesk.people.models import Agent
from relaydesk.platform.sheets import SheetForm, write_sheet
from relaydesk.tickets import public as tickets


def somebody() -> Actor:
    """An agent who sees, changes and exports everything."""
    agent = Agent.objects.order_by("email").first()
    assert agent is not None, "nobody works here: fill the database first"
    names = ("tickets.read", "tickets.write", "tickets.export")
    grants = dict.fromkeys(names, Scope.ALL)
    return Actor(kind=ActorKind.AGENT, name=agent.name, agent_id=agent.id, grants=grants)


def changing(actor: Actor, ids: list[int]) -> None:
    """Change the tickets in portions, as a bulk change does."""
    begun, used = time.perf_counter(), time.process_time()
    for place in range(0, len(ids), 100):
        portion = ids[place : place + 100]
        tickets.change_many(actor=actor, at=datetime.now(UTC), ticket_ids=portion, edits={"priority": "P0"})
    took, used = time.perf_counter() - begun, time.process_time() - used
    print(f"change {len(ids)}: {took:.1f} s, {used / len(ids) * 1000:.2f} ms of our CPU each", flush=True)


def exporting(actor: Actor, ids: list[int], form: SheetForm) -> None:
    """Write the tickets as a sheet, and say how much memory that took more."""
    reader = Reader(chinese=True, zone=ZoneInfo("Asia/Shanghai"))
    columns = list(Column)

    def rows() -> Any:
        yield headings(columns, reader)
        for place in range(0, len(ids), 500):
            for row in tickets.rows_to_export(actor, ids[place : place + 500]):
                yield line(row, columns, reader)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun, used = time.perf_counter(), time.process_time()
    with tempfile.TemporaryFile() as file:
        count = write_sheet(file, form, "x", rows())
        size = file.seek(0, 2)
    took, used = time.perf_counter() - begun, time.process_time() - used
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"export {count} as {form}: {took:.1f} s ({used:.1f} s CPU), {size >> 20} MiB, +{more:.0f} MiB peak"
    )


def main() -> None:
    """Measure, roll back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changed", type=int, default=2_000, metavar="N", help="tickets to change")
    parser.add_argument(
        "--exported", type=int, default=100_000, metavar="N", help="tickets to export at most"
    )
    given = parser.parse_args()
    with transaction.atomic():
        actor = somebody()
        begun = time.perf_counter()
        found = tickets.choose_matching(
            actor, tickets.FilterQuery(), sort=None, excluded=(), most=given.exported
        )
        print(f"choose {len(found.tickets)}: {time.perf_counter() - begun:.1f} s", flush=True)
        ids = [ident for ident, _ in found.tickets]
        exporting(actor, ids[:10_000], SheetForm.CSV)
        exporting(actor, ids, SheetForm.CSV)
        exporting(actor, ids, SheetForm.XLSX)
        changing(actor, ids[: given.changed])
        transaction.set_rollback(True)
    connection.close()


if __name__ == "__main__":
    main()
