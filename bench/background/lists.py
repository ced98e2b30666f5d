"""What a page of each list costs among many tickets, and what changing and exporting many of them does.

`DATABASE_URL=… python -m bench.background.lists --rows 1000000` fills a scratch database in one transaction,
measures, and rolls it back. A line for each scope, filter and order: milliseconds of the whole call.
"""

import argparse
import itertools
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
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
from relaydesk.platform.sheets import SheetForm, write_sheet
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import Category
from relaydesk.tickets.queries.list_view import Filters, Viewer, list_tickets
from relaydesk.tickets.queries.orders import Sort
from relaydesk.tickets.testing import fill_with_tickets

ROUNDS = 15
PAGE = 51


def actors(house: dict[str, Any]) -> dict[str, Actor]:
    """Who looks: one who sees all, and one of a department."""
    common = {"kind": ActorKind.AGENT, "name": "bench", "agent_id": house["agents"][0]}
    place = {"team_ids": frozenset(house["teams"][:2]), "department_id": house["departments"][0]}
    names = ("tickets.read", "tickets.write", "tickets.export")
    return {
        scope.name.lower(): Actor(**common, **place, grants=dict.fromkeys(names, scope))
        for scope in (Scope.ALL, Scope.DEPARTMENT)
    }


def filters(house: dict[str, Any]) -> dict[str, Filters]:
    """The filters of the desk."""
    return {
        "none": Filters(),
        "assignee": Filters(assignee=house["agents"][3]),
        "team": Filters(team=house["teams"][3]),
        "requester": Filters(requester=house["requesters"][3]),
        "unassigned": Filters(without_assignee=True),
        "waiting": Filters(categories=(Category.WAITING,)),
        "open": Filters(categories=(Category.NEW, Category.OPEN)),
        "urgent": Filters(priorities=(0,)),
        "team+open": Filters(team=house["teams"][0], categories=(Category.OPEN,)),
    }


def measure(call: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds: the median and the 95th percentile."""
    call()
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        call()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken), sorted(taken)[int(len(taken) * 0.95)]


def lists(house: dict[str, Any]) -> None:
    """Print a line for each list."""
    print(f"{'scope':12}{'filter':12}{'order':14}{'p50 ms':>9}{'p95 ms':>9}")
    for (scope, actor), (name, wanted), sort in itertools.product(
        actors(house).items(), filters(house).items(), Sort
    ):
        viewer = Viewer.of(actor)

        def page(viewer: Viewer = viewer, wanted: Filters = wanted, sort: Sort = sort) -> Any:
            return list_tickets(viewer=viewer, filters=wanted, sort=sort, limit=PAGE, after=None)

        middle, late = measure(page)
        print(f"{scope:12}{name:12}{sort.value:14}{middle:9.1f}{late:9.1f}", flush=True)


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
    """Fill, measure, roll back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--no-lists", action="store_true")
    given = parser.parse_args()
    with transaction.atomic():
        begun = time.perf_counter()
        house = fill_with_tickets(given.rows)
        print(f"{given.rows} tickets in {time.perf_counter() - begun:.0f} s", flush=True)
        if not given.no_lists:
            lists(house)
        actor = actors(house)["all"]
        query = tickets.FilterQuery()
        begun = time.perf_counter()
        found = tickets.choose_matching(actor, query, sort=None, excluded=(), most=100_000)
        print(f"choose {len(found.tickets)}: {time.perf_counter() - begun:.1f} s", flush=True)
        ids = [ident for ident, _ in found.tickets]
        exporting(actor, ids[:10_000], SheetForm.CSV)
        exporting(actor, ids, SheetForm.CSV)
        exporting(actor, ids, SheetForm.XLSX)
        changing(actor, ids[:2_000])
        transaction.set_rollback(True)
    connection.close()


if __name__ == "__main__":
    main()
