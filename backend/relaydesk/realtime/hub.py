"""One follower of the log for all streams of this process."""

import asyncio
import contextlib
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier, BrokenBarrierError
from typing import TypeVar
from uuid import UUID

import structlog
from django.db import connection

from relaydesk.access.contracts import Actor, ViewedBy
from relaydesk.platform.database_loss import forget_broken_connections
from relaydesk.realtime.changes import Change, Fact, changes_of, readable
from relaydesk.realtime.log_reader import LogReader

log = structlog.get_logger(__name__)
_T = TypeVar("_T")

TICK_SECONDS = 0.2
MAX_PENDING = 200
DATABASE_THREADS = 2
CHECKS_PER_SECOND = 20
CHECK_ALL_SECONDS = 20
# Facts about these subjects may change what somebody may see, or end a session.
RIGHTS = ("account:", "agent:", "team:", "role:", "department:", "label:", "stand-in:", "session:")


@dataclass(eq=False, slots=True)
class Client:
    """One open stream: who listens, how to look at the credentials again, and what is to be sent."""

    actor: Actor
    check: Callable[[], Actor | None]
    pending: dict[tuple[int | str, str], bytes] = field(default_factory=dict)
    position: str = ""
    overrun: bool = False
    closed: bool = False
    checked_at: float = 0.0
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    def offer(self, changes: list[Change], position: str) -> None:
        """Add what this reader is to learn; a reader who lags too far is told to load everything anew."""
        for change in changes:
            self.pending[change.key] = change.data
        if len(self.pending) > MAX_PENDING:
            self.pending.clear()
            self.overrun = True
        self.position = position
        if changes:
            self.wake.set()

    def close(self) -> None:
        """End the stream."""
        self.closed = True
        self.wake.set()


def _concerned(actor: Actor, touched: Collection[str]) -> bool:
    """Whether facts about accounts may change what this reader sees: his own, and whom he acts for."""
    if actor.standing_in:
        return True
    viewer = actor.viewed_by
    return f"account:{actor.account_id}" in touched or (
        viewer is not None and f"account:{viewer.account_id}" in touched
    )


class Hub:
    """Follows the log while anybody listens. Lives in the event loop; the database is asked in threads."""

    def __init__(self) -> None:
        self.clients: set[Client] = set()
        self.position = ""
        self._reader: LogReader | None = None
        self._task: asyncio.Task[None] | None = None
        self._threads: ThreadPoolExecutor | None = None
        self._ready = asyncio.Event()
        self._last_check = 0.0

    async def in_thread(self, function: Callable[[], _T]) -> _T:
        """Run a function that asks the database; its connection is closed when it fails."""
        if self._threads is None:
            self._threads = ThreadPoolExecutor(DATABASE_THREADS, thread_name_prefix="realtime")

        def guarded() -> _T:
            try:
                return function()
            except Exception:
                forget_broken_connections()
                raise

        return await asyncio.get_running_loop().run_in_executor(self._threads, guarded)

    async def join(self, client: Client) -> None:
        """Add a stream; on return the hub is following the log."""
        client.checked_at = asyncio.get_running_loop().time()
        self.clients.add(client)
        if self._task is None or self._task.done():
            self._ready.clear()
            self._task = asyncio.create_task(self._follow())
        await self._ready.wait()
        client.position = self.position

    def leave(self, client: Client) -> None:
        """Remove a stream."""
        self.clients.discard(client)

    async def close(self) -> None:
        """End all streams and give the database connections back."""
        for client in self.clients:
            client.close()
        if self._task is not None:
            self._task.cancel()
        threads, self._threads = self._threads, None
        if threads is not None:
            meet = Barrier(DATABASE_THREADS)

            def hand_back() -> None:
                with contextlib.suppress(BrokenBarrierError):
                    meet.wait(1.0)  # so that each of the threads takes one of the calls
                connection.close()

            for _ in range(DATABASE_THREADS):
                threads.submit(hand_back)
            await asyncio.to_thread(threads.shutdown)

    async def _follow(self) -> None:
        self._reader, pause = None, TICK_SECONDS
        while self.clients:
            begun = asyncio.get_running_loop().time()
            try:
                await self._tick()
                self._ready.set()
                pause = TICK_SECONDS
            except Exception as error:
                pause = min(pause * 2, 2.0)
                log.warning("realtime.log_unreadable", exc_info=error)
            spent = asyncio.get_running_loop().time() - begun
            await asyncio.sleep(max(0.02, pause - spent))

    async def _tick(self) -> None:
        if self._reader is None:
            self._reader = await self.in_thread(LogReader.at_head)
            self.position = self._reader.cursor.text
        facts, changes = await self.in_thread(self._read)
        self.position = self._reader.cursor.text
        await self._check(facts)
        if changes:
            self._tell(changes)

    def _read(self) -> tuple[list[Fact], list[Change]]:
        assert self._reader is not None
        facts = self._reader.read()
        return facts, changes_of(facts) if facts else []

    def _tell(self, changes: list[Change]) -> None:
        """Give each reader what he may see. Readers with the same rights share the answer."""
        shared: dict[tuple[UUID | None, frozenset[str] | None, ViewedBy | None], list[Change]] = {}
        for client in self.clients:
            # One account may be here as itself, by a narrow token, and seen with somebody else's eyes.
            key = client.actor.account_id, client.actor.token_scopes, client.actor.viewed_by
            if key not in shared:
                shared[key] = readable(client.actor, changes)
            client.offer(shared[key], self.position)

    async def _check(self, facts: list[Fact]) -> None:
        """Look at credentials again: at once after a fact about rights, and all of them in turn."""
        now = asyncio.get_running_loop().time()
        touched = {f.subject for f in facts if f.subject.startswith(RIGHTS) and "presence" not in f.name}
        chosen: set[Client] = set()
        if touched:
            # Only facts about an account are about one reader; a changed team or role may concern everyone.
            everyone = any(not subject.startswith("account:") for subject in touched)
            chosen = {c for c in self.clients if everyone or _concerned(c.actor, touched)}
        elapsed, self._last_check = min(1.0, now - self._last_check), now
        budget = int(elapsed * max(CHECKS_PER_SECOND, len(self.clients) / CHECK_ALL_SECONDS)) + 1
        due = sorted(
            (c for c in self.clients if now - c.checked_at >= 1.0), key=lambda client: client.checked_at
        )
        chosen.update(due[:budget])
        if chosen:
            results = await self.in_thread(lambda: [(client, client.check()) for client in chosen])
            for client, actor in results:
                client.checked_at = now
                if actor is None:
                    client.close()
                else:
                    client.actor = actor
