"""One run of the benchmark at one size: drive, wait until the work behind is done, read the CPU time."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg

from bench import operations, yardstick
from bench.crowd import make_agents
from bench.instance import Instance
from bench.load import Client, Result, run
from bench.processor_time import CpuTime, cpu_time
from bench.report import Line
from bench.yardstick import Yardstick

SUPPORT = "support@demo.local"
WORDS = (
    "空调",
    "维修",
    "发票",
    "酒店",
    "退款",
    "滤芯",
    "报价",
    "爽约",
    "投诉",
    "compressor",
    "invoice",
    "refund",
    "采购",
)
"""Words of the sample company, from everyday to seldom."""


def _plain_search(word: str) -> str:
    return (
        "SELECT e.ticket_id FROM search_ticketentry e JOIN tickets_ticket t ON t.id = e.ticket_id"
        f" WHERE e.document @@ '{word}'::tsquery ORDER BY t.updated_at DESC LIMIT 201;\n"
    )


# Calls before those that count: a connection plans each statement anew for its first seven runs.
WARM_UP = 60


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many operations of each kind, and how long a yardstick runs in seconds."""

    single: int
    batches: int
    mails: int
    yardstick_seconds: int


QUICK = Amounts(single=150, batches=4, mails=100, yardstick_seconds=2)
FULL = Amounts(single=800, batches=15, mails=400, yardstick_seconds=5)


class Bench:
    """Measures one running instance."""

    def __init__(self, instance: Instance, amounts: Amounts) -> None:
        self.instance = instance
        self.amounts = amounts
        self.token = instance.token()
        self.database_url = instance.database_url()
        self.client = Client(instance.port, self.token)
        self.lines: list[Line] = []

    def size(self, tickets: int) -> list[Line]:
        """Measure everything with about `tickets` tickets in the database."""
        self.lines = []
        numbers = self._some_numbers()
        port, amounts = self.instance.port, self.amounts
        run(WARM_UP, operations.opening(port, self.token))
        empty, empty_cpu = self._drive(400, operations.nothing(port, self.token))
        floor = Yardstick(400 / empty.seconds, empty_cpu.application * 1000 / 400)
        self._line("empty answer", tickets, 400, empty, empty_cpu, floor)

        opened = self._measure("open", tickets, amounts.single, operations.opening(port, self.token))
        self._finish(opened, self._rows(yardstick.TICKET_ROWS))
        batched = self._measure(
            "batch", tickets, amounts.batches, operations.batch(port, self.token), operations.BATCH
        )
        self._finish(batched, self._rows(yardstick.TICKET_ROWS, operations.BATCH), operations.BATCH)
        got = self._measure("get", tickets, amounts.single, operations.reading(port, self.token, numbers))
        self._finish(got, self._plain_read())
        replied = self._measure(
            "reply", tickets, amounts.single, operations.replying(port, self.token, numbers)
        )
        self._finish(replied, self._reply_rows())
        listed = self._measure("list", tickets, amounts.single, operations.listing(port, self.token))
        self._finish(listed, "SELECT * FROM tickets_ticket ORDER BY updated_at DESC, id DESC LIMIT 50;\n")
        for name, word in self._words():
            searched = self._measure(
                name, tickets, amounts.single, operations.searching(port, self.token, word)
            )
            self._finish(searched, _plain_search(word))
        narrow = self._measure(
            "search narrow",
            tickets,
            amounts.single,
            operations.searching(port, make_agents(self.instance, 1)[0], word),
        )
        self._finish(narrow, _plain_search(word))
        self._mail_in(tickets)
        yardstick.forget(self.database_url)
        return self.lines

    def _some_numbers(self) -> list[str]:
        answer = self.client.call("GET", "/api/v1/tickets?view=all&sort=-created_at&limit=200")
        return [item["number"] for item in answer["items"]]

    def _words(self) -> list[tuple[str, str]]:
        """Of the words of the sample company the one with about 200 hits, and the one with the most."""
        with psycopg.connect(self.database_url) as connection:
            hits = {
                word: connection.execute(
                    "SELECT count(*) FROM search_ticketentry WHERE document @@ %s::tsquery", (f"'{word}'",)
                ).fetchone()
                for word in WORDS
            }
        counts = {word: row[0] for word, row in hits.items() if row and row[0]}
        rare = min(counts, key=lambda word: abs(counts[word] - 200))
        common = max(counts, key=lambda word: counts[word])
        print(f"search: {counts[rare]:,} hits, search common: {counts[common]:,} hits", flush=True)
        return [("search", rare), ("search common", common)]

    def _measure(
        self, name: str, tickets: int, count: int, make: Callable[[], Callable[[int], None]], each: int = 1
    ) -> Line:
        run(max(4, WARM_UP // each), make)
        result, spent = self._drive(count, make)
        return self._made(name, tickets, count, each, result, spent)

    def _drive(self, count: int, make: Callable[[], Callable[[int], None]]) -> tuple[Result, CpuTime]:
        """Drive with the workers held still: what they do later is not part of the call."""
        self.wait_until_idle()
        self._signal_workers(signal.SIGSTOP)
        try:
            before = cpu_time(self.instance.pid)
            result = run(count, make)
            return result, cpu_time(self.instance.pid).since(before)
        finally:
            self._signal_workers(signal.SIGCONT)

    def _signal_workers(self, what: signal.Signals) -> None:
        for pid in self.instance.processes("worker"):
            os.kill(pid, what)

    def _made(self, name: str, tickets: int, count: int, each: int, result: Result, spent: CpuTime) -> Line:
        number = count * each
        return Line(
            name=name,
            tickets=tickets,
            per_second=number / result.seconds,
            p50_ms=result.percentile_ms(0.5),
            p95_ms=result.percentile_ms(0.95),
            cpu_ms_application=spent.application * 1000 / number,
            cpu_ms_database=spent.database * 1000 / number,
            yardstick=0.0,
            yardstick_cpu_ms=0.0,
        )

    def _line(
        self,
        name: str,
        tickets: int,
        count: int,
        result: Result,
        spent: CpuTime,
        beside: Yardstick,
        each: int = 1,
    ) -> None:
        self._keep(self._made(name, tickets, count, each, result, spent), beside)

    def _keep(self, line: Line, beside: Yardstick) -> None:
        values: dict[str, Any] = {**line.as_dict(), "yardstick": beside.per_second}
        values["yardstick_cpu_ms"] = beside.cpu_ms
        self.lines.append(Line(**values))

    def _finish(self, line: Line, script: str, each: int = 1) -> None:
        """Run the yardstick of a measured line in the same minute and keep both."""
        self.wait_until_idle()
        beside = yardstick.measure(
            self.database_url, script, supervisor=self.instance.pid, seconds=self.amounts.yardstick_seconds
        )
        self._keep(line, Yardstick(beside.per_second * each, beside.cpu_ms / each))

    def _rows(self, rows: tuple[yardstick.Rows, ...], times: int = 1) -> str:
        parameters = self._sample()
        self._signal_workers(signal.SIGCONT)
        return yardstick.insert_script(self.database_url, rows, parameters, times)

    def _sample(self) -> dict[str, Any]:
        """A fresh ticket whose undelivered events are still there, because the workers stand still."""
        self.wait_until_idle()
        self._signal_workers(signal.SIGSTOP)
        answer = self.client.call("POST", "/api/v1/tickets", operations.ticket_body(1), expect=(201,))
        return self._keys(answer["number"])

    def _keys(self, number: str) -> dict[str, Any]:
        with psycopg.connect(self.database_url) as connection:
            found = connection.execute(
                "SELECT id FROM tickets_ticket WHERE number = %s", (number,)
            ).fetchone()
        assert found is not None
        return {"ticket": found[0], "subject": f"ticket:{found[0]}"}

    def _plain_read(self) -> str:
        keys = self._sample()
        self._signal_workers(signal.SIGCONT)
        return (
            f"SELECT * FROM tickets_ticket WHERE id = {keys['ticket']};\n"
            f"SELECT * FROM tickets_message WHERE ticket_id = {keys['ticket']} ORDER BY created_at;\n"
            f"SELECT * FROM platform_event WHERE subject = '{keys['subject']}' ORDER BY id;\n"
        )

    def _reply_rows(self) -> str:
        keys = self._sample()
        with psycopg.connect(self.database_url) as connection:
            last = connection.execute("SELECT coalesce(max(id), 0) FROM platform_event").fetchone()
            number = connection.execute(
                "SELECT number FROM tickets_ticket WHERE id = %(ticket)s", keys
            ).fetchone()
        assert last is not None
        assert number is not None
        body = {"visibility": "public", "body_html": "<p>您好，工程师预计 11:30 前到店。</p>"}
        message = self.client.call("POST", f"/api/v1/tickets/{number[0]}/messages", body, expect=(201,))
        parameters = {**keys, "message": message["id"], "event": last[0]}
        script = yardstick.insert_script(self.database_url, yardstick.REPLY_ROWS, parameters)
        self._signal_workers(signal.SIGCONT)
        return script

    def _mail_in(self, tickets: int) -> None:
        """Mail over SMTP until every one is a ticket; here the workers' share belongs to the figure."""
        self.wait_until_idle()
        run_name, count = str(time.time_ns()), self.amounts.mails
        before, started = cpu_time(self.instance.pid), time.perf_counter()
        result = run(count, operations.mailing(self.instance.smtp_port, SUPPORT, run_name))
        self.wait_until_idle()
        result.seconds = time.perf_counter() - started
        line = self._made("mail in", tickets, count, 1, result, cpu_time(self.instance.pid).since(before))
        with psycopg.connect(self.database_url) as connection:
            made = connection.execute(
                "SELECT count(*), max(id) FROM tickets_ticket WHERE subject LIKE %s", (f"%{run_name}-%",)
            ).fetchone()
        assert made is not None
        assert made[0] == count, f"{made[0]} of {count} mails became tickets"
        keys = {"ticket": made[1], "subject": f"ticket:{made[1]}"}
        self._finish(line, yardstick.insert_script(self.database_url, yardstick.INTAKE_ROWS, keys))

    def wait_until_idle(self, seconds: int = 3600) -> None:
        """Wait until no event, job, timer that is due, or incoming mail is left to do.

        Raises:
            TimeoutError: the work did not end in time.
        """
        self._signal_workers(signal.SIGCONT)
        limit = time.monotonic() + seconds
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            while time.monotonic() < limit:
                left = connection.execute(
                    "SELECT (SELECT count(*) FROM platform_undelivered WHERE parked_at IS NULL)"
                    " + (SELECT count(*) FROM channels_intake WHERE state = 'received')"
                    " + (SELECT count(*) FROM (SELECT FROM platform_event e, platform_follower_cursor c"
                    "    WHERE c.name = 'search' AND (e.xid, e.id) > (c.xid, c.event_id) LIMIT 1) f)"
                    " + (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
                    "    AND (scheduled_at IS NULL OR scheduled_at <= now()))"
                ).fetchone()
                if left is not None and left[0] == 0:
                    return
                time.sleep(0.05)
        raise TimeoutError("work was still left")
