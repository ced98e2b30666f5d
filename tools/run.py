"""Running programs, and speaking to the person who started us."""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".relaydesk-tools"
Word = str | Path  # of a command line


class Failure(Exception):
    """Something that the person at the terminal must know and may be able to mend."""


def say(text: str) -> None:
    """Tell what is being done. On standard error, because standard output belongs to the command itself."""
    print(f"relaydesk: {text}", file=sys.stderr, flush=True)


def run(
    command: Sequence[Word],
    *,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    quiet: bool = False,
) -> int:
    """Run a program and give its exit code.

    Args:
        command: the program and its arguments.
        cwd: where it runs.
        env: variables on top of ours.
        quiet: show its output only when it fails.
    """
    words = [str(word) for word in command]
    environment = {**os.environ, **(env or {})}
    sys.stdout.flush()
    if not quiet:
        return subprocess.run(words, cwd=cwd, env=environment, check=False).returncode
    done = subprocess.run(
        words, cwd=cwd, env=environment, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode != 0:
        sys.stderr.write(done.stdout.decode(errors="replace"))
        sys.stderr.flush()
    return done.returncode


def must(
    command: Sequence[Word],
    otherwise: str,
    *,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    quiet: bool = True,
) -> None:
    """Run a program that has to succeed.

    Raises:
        Failure: it did not; the text is `otherwise`.
    """
    try:
        code = run(command, cwd=cwd, env=env, quiet=quiet)
    except OSError as error:
        raise Failure(f"{otherwise} ({error})") from error
    if code != 0:
        raise Failure(f"{otherwise} (exit code {code}; what it said is above)")


def digest(paths: Iterable[Path], *extra: str) -> str:
    """Give one hash over the names and contents of files, and some words."""
    total = hashlib.sha256()
    for path in sorted(paths):
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        total.update(f"{name}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for word in extra:
        total.update(f"\0{word}".encode())
    return total.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Tell whether the work that `value` stands for has been finished before."""
    try:
        return stamp.read_text().strip() == value
    except OSError:
        return False


def set_stamp(stamp: Path, value: str) -> None:
    """Note that it is finished. Written last and at once, so that an interruption leaves no false note."""
    temporary = stamp.with_name(f"{stamp.name}.{os.getpid()}")
    temporary.write_text(value + "\n")
    temporary.replace(stamp)


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Let two commands that start together set things up one after the other."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"another relaydesk command is setting up {name}; waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def timed(text: str) -> Iterator[None]:
    """Say what begins, and how long it took."""
    say(f"{text} …")
    started = time.monotonic()
    yield
    say(f"{text}: done in {time.monotonic() - started:.1f} s")
