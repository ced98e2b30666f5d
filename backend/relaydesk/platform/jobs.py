"""Jobs: slow or outside work, on Procrastinate. The only file (with its worker) that knows the library.

See docs/subsystems/jobs.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson
import structlog
from django.db import DatabaseError, close_old_connections, connection
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from relaydesk.platform.events.causation import causation, current
from relaydesk.platform.events.recording import assert_in_transaction
from relaydesk.platform.leases import pause_after

LANES = ("mail", "default", "bulk")
# Names of our own among a job's arguments: what caused it, and how it last failed.
_CAUSE = "_cause"
_ERROR = "_error"
log = structlog.get_logger(__name__)
_F = TypeVar("_F", bound=Callable[..., None])

_DEFER = """
SELECT procrastinate_defer_jobs_v1(ARRAY(
    SELECT ROW(%s, %s, 0, NULL, NULL, args,
               CASE WHEN %s::float8 > 0 THEN clock_timestamp() + make_interval(secs => %s::float8) END
           )::procrastinate_job_to_defer_v1
    FROM unnest(%s::jsonb[]) WITH ORDINALITY AS given(args, place) ORDER BY place
))
"""

_NOTE = "UPDATE procrastinate_jobs SET args = args || jsonb_build_object(%s::text, %s::text) WHERE id = %s"


@dataclass(frozen=True, slots=True)
class JobSpec:
    """A registered job."""

    name: str
    lane: str
    attempts: int
    function: Callable[..., None]


_jobs: dict[str, JobSpec] = {}


class _Growing(BaseRetryStrategy):
    """Retry with growing pauses and jitter, at most `attempts` times in all."""

    def __init__(self, attempts: int) -> None:
        self.attempts = attempts

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Decide whether and when to run `job` again. `job.attempts` counts the runs before this one."""
        made = job.attempts + 1
        if made >= self.attempts:
            return None
        return RetryDecision(retry_in={"seconds": max(1, round(pause_after(made)))})


def job(name: str, *, lane: str = "default", attempts: int = 10) -> Callable[[_F], _F]:
    """Register a function that a worker runs outside the request, at least once.

    Its arguments are keyword-only and JSON values. It opens its own transactions and is idempotent, for a
    worker may die after the work and before the note of it. After `attempts` failures it stays in the table
    as failed, where an administrator sees it.

    Args:
        name: stable, like "channels.send_mail".
        lane: "mail", "default" or "bulk"; a full lane does not delay another.
        attempts: runs in all before giving up.
    """
    if lane not in LANES:
        raise ValueError(f"there is no lane {lane}")

    def decorate(function: _F) -> _F:
        if name in _jobs:
            raise ValueError(f"job {name} is registered twice")
        spec = JobSpec(name=name, lane=lane, attempts=attempts, function=function)
        _jobs[name] = spec

        def run(context: JobContext, /, **kwargs: Any) -> None:
            try:
                run_now(spec, kwargs)
            except Exception as error:
                _note_error(context.job, error)
                raise

        app.task(name=name, queue=lane, retry=_Growing(attempts), pass_context=True)(run)
        return function

    return decorate


def run_now(spec: JobSpec, kwargs: Mapping[str, Any]) -> None:
    """Run a job's function here, with its cause restored and the connection given back afterwards."""
    given = {key: value for key, value in kwargs.items() if key not in (_CAUSE, _ERROR)}
    cause = kwargs.get(_CAUSE) or [None, -1]
    structlog.contextvars.bind_contextvars(job=spec.name)
    if not connection.in_atomic_block:
        close_old_connections()
    try:
        with causation(event_id=cause[0], depth=cause[1]):
            spec.function(**given)
    finally:
        if not connection.in_atomic_block:
            connection.close()
        structlog.contextvars.unbind_contextvars("job")


def _note_error(row: Job, error: Exception) -> None:
    """Keep why a job failed beside it, for the administrator; its failing must not hide the job's own."""
    log.error("job.failed", job=row.task_name, attempt=row.attempts + 1, exc_info=error)
    text = f"{type(error).__name__}: {error}"[:2000].replace("\x00", "")
    try:
        with connection.cursor() as cursor:
            cursor.execute(_NOTE, [_ERROR, text, row.id])
    except DatabaseError:
        log.warning("job.error_not_kept")
    finally:
        connection.close()


def spec_of(name: str) -> JobSpec | None:
    """Return a registered job, or None."""
    return _jobs.get(name)


def _resolve(which: str | Callable[..., None]) -> JobSpec:
    for spec in _jobs.values():
        if which in (spec.name, spec.function):
            return spec
    raise LookupError(f"no job is registered as {which!r}")


def defer(which: str | Callable[..., None], **kwargs: Any) -> None:
    """Queue a job in the caller's transaction: it runs when that commits, and never if it rolls back.

    Args:
        which: the job's name or its function.
        kwargs: its arguments, JSON values.

    Raises:
        LookupError: no such job.
        RuntimeError: there is no open transaction.
    """
    defer_many(which, [kwargs])


def defer_in(seconds: float, which: str | Callable[..., None], **kwargs: Any) -> None:
    """Like `defer`, not to be run before `seconds` from now (database clock)."""
    defer_many(which, [kwargs], seconds=seconds)


def defer_many(
    which: str | Callable[..., None], calls: list[dict[str, Any]], *, seconds: float = 0.0
) -> None:
    """Queue one job many times by one statement."""
    assert_in_transaction()
    spec = which if isinstance(which, JobSpec) else _resolve(which)
    cause = current()
    extra = {} if cause is None else {_CAUSE: [cause.event_id, cause.depth]}
    args = [orjson.dumps({**call, **extra}).decode() for call in calls]
    if args:
        with connection.cursor() as cursor:
            cursor.execute(_DEFER, [spec.lane, spec.name, seconds, seconds, args])
