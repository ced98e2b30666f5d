"""A small load generator: threads with kept-alive connections, every answer timed and checked."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

THREADS = 4
REST_SECONDS = 2.0
"""A connection that has rested longer is opened anew: the server may have ended it meanwhile."""


class RefusedError(Exception):
    """The server answered something other than what the operation expects."""


class Client:
    """One connection to the instance; not shared between threads."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._headers = {"Content-Type": "application/json"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._used = 0.0

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        headers: Mapping[str, str] | None = None,
        expect: tuple[int, ...] = (200, 201, 204),
    ) -> Any:
        """Send one request and return the decoded answer.

        Raises:
            RefusedError: the status is not in `expect`.
            OSError: the connection broke.
        """
        data = None if body is None else json.dumps(body).encode()
        if time.monotonic() - self._used > REST_SECONDS:
            self._connection.close()
        try:
            self._connection.request(method, path, data, {**self._headers, **(headers or {})})
            answer = self._connection.getresponse()
            content = answer.read()
            self._used = time.monotonic()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise
        if answer.status not in expect:
            raise RefusedError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return json.loads(content) if content else None


@dataclass(slots=True)
class Result:
    """What one run measured: seconds of wall time and the latencies of each operation in seconds."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)

    def percentile_ms(self, share: float) -> float:
        """The latency below which `share` of the operations lie, in milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


def run(count: int, make_worker: Callable[[], Callable[[int], None]], threads: int = THREADS) -> Result:
    """Do `count` operations from several threads.

    Args:
        count: how many operations in all.
        make_worker: called once in each thread; returns the operation, which gets its running number.
        threads: how many threads.

    Raises:
        Exception: the first fault of any thread.
    """
    result = Result()
    faults: list[BaseException] = []
    numbers = iter(range(count))
    lock = threading.Lock()

    def work() -> None:
        try:
            operation = make_worker()
            while not faults:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    return
                started = time.perf_counter()
                operation(number)
                result.latencies.append(time.perf_counter() - started)
        except BaseException as fault:
            faults.append(fault)

    started = time.perf_counter()
    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    result.seconds = time.perf_counter() - started
    if faults:
        raise faults[0]
    return result
