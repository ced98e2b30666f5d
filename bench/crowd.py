"""Many agents at once against one instance: each lists, opens, searches, replies and holds an event stream.

`./relaydesk bench --agents 50` runs it after each size. The agents come from all teams and see what the role
"agent" sees; each does one thing, then thinks for a while as people do, only much shorter.
"""

import contextlib
import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from bench.instance import Instance
from bench.load import Client
from bench.processor_time import cpu_time

_PROGRAM = """
import sys, django
django.setup()
from relaydesk.access.public import create_account, make_token
from relaydesk.people import public as people
teams = [team for team in people.teams() if team.department_id]
for n in range(int(sys.argv[1])):
    email, team = f"crowd{n}@bench.example", teams[n % len(teams)]
    known = people.agent_by_email(email)
    if known is None:
        place = {"department_id": team.department_id, "team_ids": (team.id,)}
        agent = people.make_agent(name=f"Agent {n}", email=email, **place)
        create_account(email=email, password=None, agent_id=agent, roles=["agent"])
    print("token", make_token(email=email, name="bench"))
"""

VIEWS = ("mine", "team", "unassigned", "overdue", "open", "all")
WORDS = ("空调", "维修", "退款", "您好", "滤芯", "refund", "compressor", "13800", "发票 抬头", "门店 酒店")
SHARES = {"list": 40, "open a ticket": 25, "search as typed": 15, "counts of views": 10, "reply": 10}


@dataclass(slots=True)
class Tally:
    """What the crowd met: seconds of each operation, and faults."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    streams: int = 0
    told: int = 0

    def line(self, name: str) -> str:
        """One row of the table."""
        ordered = sorted(self.seconds[name])
        late, middle = ordered[int(len(ordered) * 0.95)], ordered[len(ordered) // 2]
        faults = sum(fault.startswith(name) for fault in self.faults)
        return f"| {name} | {len(ordered)} | {middle * 1000:.0f} | {late * 1000:.0f} | {faults} |"


def make_agents(instance: Instance, count: int) -> list[str]:
    """Tokens of as many agents, who are made when missing: the same ones at each call."""
    environment = {**os.environ, **instance.environment, "DATABASE_URL": instance.database_url()}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    command = [sys.executable, "-c", _PROGRAM, str(count)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"no agents: {done.stderr[-2000:]}")
    return [line.split()[1] for line in done.stdout.splitlines() if line.startswith("token ")]


class Agent:
    """One of the crowd."""

    def __init__(self, instance: Instance, token: str, seed: int, tally: Tally) -> None:
        self._client = Client(instance.port, token)
        self._random = random.Random(seed)
        self._tally = tally
        self._numbers: list[str] = []

    def work(self, until: float, think: float) -> None:
        """Do one thing after another."""
        deeds: dict[str, Callable[[], Any]] = {
            "list": self._list,
            "open a ticket": self._open,
            "search as typed": self._search,
            "counts of views": lambda: self._client.call("GET", "/api/v1/views/counts"),
            "reply": self._reply,
        }
        time.sleep(self._random.uniform(0, 2 * think))
        while time.monotonic() < until:
            name = self._random.choices(list(SHARES), list(SHARES.values()))[0]
            if not self._numbers:
                name = "list"
            begun = time.perf_counter()
            try:
                deeds[name]()
                self._tally.seconds[name].append(time.perf_counter() - begun)
            except Exception as fault:
                self._tally.faults.append(f"{name}: {fault}"[:200])
            time.sleep(self._random.uniform(0, 2 * think))

    def _list(self) -> None:
        view = self._random.choice(VIEWS)
        sort = self._random.choice(("-updated_at", "-updated_at", "-created_at", "priority", "next_due_at"))
        answer = self._client.call("GET", f"/api/v1/tickets?view={view}&sort={sort}&limit=50")
        self._numbers = [one["number"] for one in answer["items"]] or self._numbers

    def _open(self) -> None:
        path = f"/api/v1/tickets/{self._random.choice(self._numbers)}"
        self._client.call("GET", path)
        self._client.call("GET", f"{path}/timeline")

    def _search(self) -> None:
        word = self._random.choice(WORDS)
        typed = word[: self._random.randint(1, len(word))]
        self._client.call("GET", f"/api/v1/search?q={quote(typed)}")

    def _reply(self) -> None:
        body = {"visibility": "public", "body_html": "<p>您好，工程师预计 11:30 前到店。</p>"}
        path = f"/api/v1/tickets/{self._random.choice(self._numbers)}/messages"
        # A ticket that was closed meanwhile, or that has gone to others, says so.
        self._client.call("POST", path, body, expect=(201, 403, 404, 409))


def _listen(instance: Instance, token: str, tally: Tally, until: float) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", instance.port, timeout=5)
    with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
        connection.request("GET", "/api/v1/stream", headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        if answer.status == 200:
            tally.streams += 1
        while time.monotonic() < until:
            try:
                line = answer.readline()
            except TimeoutError:
                continue
            if not line:
                break
            tally.told += line.startswith(b"data: {") and "ticket" in json.loads(line[6:])
    connection.close()


def crowd(instance: Instance, count: int, *, seconds: float = 60, think: float = 1.0) -> Tally:
    """Let so many agents work for a while; prints a table.

    Args:
        seconds: for how long.
        think: seconds between two deeds of one agent, on average.
    """
    tokens, tally = make_agents(instance, count), Tally()
    before, load = cpu_time(instance.pid), os.getloadavg()[0]
    begun = time.monotonic()
    until = begun + seconds
    threads = []
    for number, token in enumerate(tokens):
        agent = Agent(instance, token, number, tally)
        threads.append(threading.Thread(target=agent.work, args=(until, think)))
        threads.append(threading.Thread(target=_listen, args=(instance, token, tally, until)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent, took = cpu_time(instance.pid).since(before), time.monotonic() - begun
    done = sum(map(len, tally.seconds.values()))
    print(f"{count} agents, {done / took:.1f} deeds a second; load of the machine before: {load:.1f}")
    print("| operation | times | p50 ms | p95 ms | errors |\n|---|--:|--:|--:|--:|")
    for name in SHARES:
        if tally.seconds[name]:
            print(tally.line(name))
    print(
        f"{tally.streams} of {count} event streams open, {tally.told} changes told; processor: application"
        f" {spent.application / took * 100:.0f} %, database {spent.database / took * 100:.0f} % of a core"
    )
    for fault in tally.faults[:5]:
        print(f"  {fault}")
    sys.stdout.flush()
    return tally
