"""A child process with hard limits for work on hostile bytes.

A function of bytes to bytes runs in a long-lived child: at most `cpu_seconds` of processor time and
`wall_seconds` of waiting per call, `memory_mb` of address space, no environment, no open files but two pipes.
A child that dies or takes too long is killed and replaced at the next call, so one hostile message costs one
call and never the caller (reliability G11, drill D15). The child is started at the first call and ends by
itself when its parent is gone.
"""

import contextlib
import importlib
import os
import resource
import select
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

_LENGTH = struct.Struct(">I")
_INSIDE = False


class LimitExceededError(Exception):
    """The child used up its time or memory, or died; `reason` is `time`, `memory`, `died` or `failed`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


def inside_limits() -> bool:
    """Tell whether this code already runs in a limited child."""
    return _INSIDE


class LimitedChild:
    """Calls `target` ("package.module:function", bytes → bytes) in a limited child process."""

    def __init__(
        self, target: str, *, cpu_seconds: int = 2, wall_seconds: float = 10.0, memory_mb: int = 300
    ) -> None:
        self._target = target
        self._cpu_seconds = cpu_seconds
        self._wall_seconds = wall_seconds
        self._memory_mb = memory_mb
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def call(self, payload: bytes) -> bytes:
        """Return what the target returns for `payload`.

        Raises:
            LimitExceededError: time or memory ran out, the child died, or the target raised.
        """
        with self._lock:
            process = self._running()
            try:
                answer = self._exchange(process, payload)
            except LimitExceededError:
                self._kill()
                raise
            except OSError as fault:
                self._kill()
                raise LimitExceededError("died", type(fault).__name__) from fault
        if answer[:1] == b"+":
            return answer[1:]
        reason, _, detail = answer[1:].decode("utf-8", "replace").partition(":")
        raise LimitExceededError(reason, detail)

    def close(self) -> None:
        """End the child, if there is one."""
        with self._lock:
            self._kill()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return self._process
        if self._owner == os.getpid():
            self._kill()
        limits = (self._target, str(self._cpu_seconds), str(self._memory_mb))
        root = str(Path(__file__).resolve().parents[2])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "relaydesk.platform.limited", *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"PYTHONPATH": root, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            start_new_session=True,
            bufsize=0,
        )
        self._owner = os.getpid()
        return self._process

    def _exchange(self, process: "subprocess.Popen[bytes]", payload: bytes) -> bytes:
        assert process.stdin is not None
        assert process.stdout is not None
        deadline = time.monotonic() + self._wall_seconds
        _write_all(process.stdin.fileno(), _LENGTH.pack(len(payload)), deadline)
        _write_all(process.stdin.fileno(), payload, deadline)
        size = _LENGTH.unpack(_read_exactly(process.stdout.fileno(), _LENGTH.size, deadline))[0]
        return _read_exactly(process.stdout.fileno(), size, deadline)

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


def _write_all(descriptor: int, data: bytes, deadline: float) -> None:
    view = memoryview(data)
    os.set_blocking(descriptor, False)
    while view:
        _wait(descriptor, deadline, writing=True)
        with contextlib.suppress(BlockingIOError):
            view = view[os.write(descriptor, view) :]


def _read_exactly(descriptor: int, size: int, deadline: float) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        _wait(descriptor, deadline, writing=False)
        piece = os.read(descriptor, min(1 << 20, size - len(parts)))
        if not piece:
            raise LimitExceededError("died")
        parts += piece
    return bytes(parts)


def _wait(descriptor: int, deadline: float, *, writing: bool) -> None:
    # poll, not select: descriptors above 1,023 are ordinary in a busy process.
    poll = select.poll()
    poll.register(descriptor, select.POLLOUT if writing else select.POLLIN)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise LimitExceededError("time")


def _serve(target: str, cpu_seconds: int, memory_mb: int, source: IO[bytes], sink: IO[bytes]) -> None:
    global _INSIDE
    _INSIDE = True
    module, _, function = target.partition(":")
    work = getattr(importlib.import_module(module), function)
    memory = memory_mb << 20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    while header := source.read(_LENGTH.size):
        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + cpu_seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))
        try:
            answer = b"+" + work(source.read(_LENGTH.unpack(header)[0]))
        except MemoryError:
            answer = b"-memory:"
        except RecursionError:
            answer = b"-failed:RecursionError"
        except Exception as fault:
            answer = f"-failed:{type(fault).__name__}: {fault}"[:300].encode("utf-8", "replace")
        sink.write(_LENGTH.pack(len(answer)) + answer)
        sink.flush()


if __name__ == "__main__":
    # The module that was run is `__main__`; the target must see the flag in the module it imports.
    from relaydesk.platform import limited

    limited._serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.stdin.buffer, sys.stdout.buffer)
