"""What each shipped view costs, for every scope and in every order, what their counts cost, and searching.

`DATABASE_URL=… python -m bench.background.views` measures one reader after another in this one process, on
the database as it is; `./relaydesk bench --views` does so after filling. Milliseconds of the database's
processor for a page, read from the server process itself, so that a busy machine does not change them much.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.db import connection

from relaydesk.access.contracts import Actor, ActorKind, Scope
from relaydesk.people.models import Agent, Department, TeamMember
from relaydesk.platform import cache
from relaydesk.search.queries.find import find_tickets
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import Category
from relaydesk.tickets.queries.list_view import Filters, Viewer, list_tickets
from relaydesk.tickets.queries.orders import Sort
from relaydesk.tickets.testing import list_by_condition, plans_of
from relaydesk.views.models import SavedView

PAGE = 51
WORDS = (
    "空调",
    "维修",
    "发票",
    "酒店",
    "退款",
    "滤芯",
    "爽约",
    "您好",
    "门店 退款",
    "refund",
    "compressor",
    "please",
    "u",
    "user1",
)
GOALS_MS = {"pages": 5.0, "filters": 5.0, "counts": 100.0, "searches": 60.0}
SLOWEST = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of the database's processor, and on the clock, for one kind of call."""

    what: str
    p50: float
    p95: float
    longest: float
    clock_p95: float


class Server:
    """The server process of this connection, as the kernel accounts for it."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self._file = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def spent_ms(self) -> float:
        """Milliseconds on a processor since it started."""
        return int(self._file.read_text().split()[0]) / 1e6

    def cost(self, what: str, call: Callable[[], Any], rounds: int) -> Cost:
        """Call once to warm up, then `rounds` times."""
        call()
        used, taken = [], []
        for _ in range(rounds):
            before, begun = self.spent_ms(), time.perf_counter()
            call()
            taken.append((time.perf_counter() - begun) * 1000)
            used.append(self.spent_ms() - before)
        return Cost(what, at(used, 0.5), at(used, 0.95), max(used), at(taken, 0.95))


def at(values: Iterable[float], share: float) -> float:
    """The value below which `share` of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def readers() -> dict[str, Actor]:
    """One agent with each scope: of those with teams the first; below his department lie two others."""
    agent = Agent.objects.filter(id__in=TeamMember.objects.values("agent_id")).order_by("email").first()
    assert agent is not None
    home = {agent.department_id} if agent.department_id else set()
    others = Department.objects.exclude(id__in=home).order_by("name")[:2]
    below: set[UUID] = {*home, *(department.id for department in others)}
    teams = TeamMember.objects.filter(agent_id=agent.id).values_list("team_id", flat=True)
    return {
        scope.name.lower(): Actor(
            kind=ActorKind.AGENT,
            name=agent.name,
            agent_id=agent.id,
            team_ids=frozenset(teams),
            department_id=agent.department_id,
            department_ids=frozenset(below),
            grants=dict.fromkeys(("tickets.read", "people.read_contacts"), scope),
        )
        for scope in Scope
    }


def shipped() -> dict[str, Any]:
    """The views that every installation has: their conditions by key."""
    return dict(SavedView.objects.filter(kind="system").values_list("key", "condition"))


def pages(server: Server, rounds: int) -> list[Cost]:
    """The first page of each view, for each reader, in each order."""
    found = []
    views = shipped()
    for scope, actor in readers().items():
        for key, condition in views.items():
            for sort in tickets.SORTS:
                call = _page(actor, condition, sort)
                found.append(server.cost(f"{scope} · {key} · {sort}", call, rounds))
    return found


def _page(actor: Actor, condition: Any, sort: str) -> Callable[[], Any]:
    return lambda: list_by_condition(actor, condition, sort=sort, limit=PAGE)


def filters(server: Server, rounds: int) -> list[Cost]:
    """The first page of what the filters of the desk let in, for each reader, in each order."""
    found = []
    for scope, actor in readers().items():
        viewer = Viewer.of(actor)
        for name, wanted in _filters().items():
            for sort in Sort:

                def page(viewer: Viewer = viewer, wanted: Filters = wanted, sort: Sort = sort) -> Any:
                    return list_tickets(viewer=viewer, filters=wanted, sort=sort, limit=PAGE, after=None)

                found.append(server.cost(f"{scope} · {name} · {sort.value}", page, rounds))
    return found


def _filters() -> dict[str, Filters]:
    """By what people narrow a list most often."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT assignee_id, team_id, requester_id FROM tickets_ticket"
            " WHERE assignee_id IS NOT NULL AND team_id IS NOT NULL ORDER BY id DESC LIMIT 1"
        )
        assignee, team, requester = cursor.fetchone()
    return {
        "assignee": Filters(assignee=assignee),
        "team": Filters(team=team),
        "requester": Filters(requester=requester),
        "unassigned": Filters(without_assignee=True),
        "urgent": Filters(priorities=(0,)),
        "team, open": Filters(team=team, categories=(Category.OPEN,)),
    }


def counts(server: Server, rounds: int) -> list[Cost]:
    """The counts of all views at once, for each reader, none remembered."""
    views = shipped()

    def counting(actor: Actor) -> Callable[[], None]:
        def call() -> None:
            cache.clear_all()
            tickets.count_conditions(actor, views)

        return call

    return [server.cost(f"{scope} · counts", counting(actor), rounds) for scope, actor in readers().items()]


def searches(server: Server, rounds: int) -> list[Cost]:
    """Each word as it is typed, for each reader: from the first character on, as the desk asks."""
    found = []
    for scope, actor in readers().items():
        for word in WORDS:
            for length in range(1, len(word) + 1):
                typed = word[:length]
                found.append(server.cost(f"{scope} · {typed}", _search(actor, typed), rounds))
    return found


def _search(actor: Actor, typed: str) -> Callable[[], Any]:
    return lambda: find_tickets(actor=actor, query=typed)


def print_costs(title: str, costs: list[Cost], goal: float) -> None:
    """A summary of all, and the dearest."""
    typical = at((one.p50 for one in costs), 0.5)
    late = at((one.p95 for one in costs), 0.95)
    above = sum(one.p95 > goal for one in costs)
    print(
        f"{title}: {len(costs)} kinds; p50 {typical:.2f} ms, p95 {late:.2f} ms of the database;"
        f" {above} above {goal:g} ms"
    )
    print(f"  {'dearest':44}{'p50':>9}{'p95':>9}{'longest':>9}{'clock p95':>11}")
    for one in sorted(costs, key=lambda one: -one.p95)[:SLOWEST]:
        print(f"  {one.what:44}{one.p50:9.2f}{one.p95:9.2f}{one.longest:9.2f}{one.clock_p95:11.1f}")
    sys.stdout.flush()


def print_plan(what: str) -> None:
    """The measured plans of one page, named as in the table."""
    scope, key, sort = what.split(" · ")
    actor, condition = readers()[scope], shipped()[key]
    print(f"-- {what}")
    print("\n".join(plans_of(_page(actor, condition, sort), measured=True)), flush=True)


PARTS = {"pages": pages, "filters": filters, "counts": counts, "searches": searches}
USUAL = ("pages", "counts", "searches")


def main(arguments: list[str] | None = None) -> Mapping[str, list[dict[str, Any]]]:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--plans", type=int, default=0, metavar="N", help="print the plans of the N dearest")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=USUAL, help="measure these alone")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    server = Server()
    found = {name: PARTS[name](server, options.rounds) for name in options.only}
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, load {os.getloadavg()[0]:.1f}")
    for title, costs in found.items():
        print_costs(title, costs, GOALS_MS[title])
    for one in sorted(found.get("pages", []), key=lambda one: -one.p95)[: options.plans]:
        print_plan(one.what)
    plain = {title: [asdict(one) for one in costs] for title, costs in found.items()}
    if options.json:
        options.json.write_text(json.dumps(plain, indent=2) + "\n")
    return plain


if __name__ == "__main__":
    main()
