"""Running jobs: Procrastinate's worker, once per lane, and the sweep for jobs whose worker died."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import structlog
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

log = structlog.get_logger(__name__)

# How many jobs of a lane run at a time, and how often (seconds) an idle lane looks for new ones. Lanes are
# polled, not woken by LISTEN: that works through PgBouncer and needs no connection per lane.
CONCURRENCY = {"mail": 4, "default": 4, "bulk": 2}
POLL = {"mail": 0.5, "default": 0.5, "bulk": 1.0}
HEARTBEAT_SECONDS = 2.0
DEAD_AFTER_SECONDS = 8.0
GIVE_UP_AFTER = 50
GRACE_SECONDS = 2.5

# One statement, so that two sweepers cannot take a job from the worker that has just taken it up again.
_SWEEP = """
UPDATE procrastinate_jobs SET worker_id = NULL, scheduled_at = NULL, attempts = attempts + 1,
    status = (CASE WHEN attempts + 1 >= %s THEN 'failed' ELSE 'todo' END)::procrastinate_job_status
WHERE status = 'doing' AND (worker_id IS NULL OR worker_id IN (
    SELECT id FROM procrastinate_workers WHERE last_heartbeat < clock_timestamp() - make_interval(secs => %s)
)) RETURNING id
"""


def sweep_dead_workers(*, seconds: float = DEAD_AFTER_SECONDS) -> int:
    """Queue again the jobs whose worker has not shown life for `seconds`; return how many.

    A job that has outlived fifty workers is given up as failed: it may be what kills them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SWEEP, [GIVE_UP_AFTER, seconds])
        found = len(cursor.fetchall())
    if found:
        log.warning("jobs.recovered", count=found)
    return found


def run_lanes(stop: threading.Event) -> None:
    """Run the lanes until `stop`, in this thread; then wait a moment for the jobs at work.

    Raises:
        Exception: the database went away, or a lane ended by itself; call it again.
    """
    asyncio.run(_run(stop))


async def _run(stop: threading.Event) -> None:
    threads = ThreadPoolExecutor(sum(CONCURRENCY.values()), thread_name_prefix="job")
    asyncio.get_running_loop().set_default_executor(threads)
    connector = PsycopgConnector(
        kwargs=connector_params(), min_size=1, max_size=4, timeout=5, reconnect_timeout=5, max_idle=60
    )
    with app.replace_connector(connector):
        async with app.open_async():
            lanes = [asyncio.create_task(_lane(lane), name=f"lane {lane}") for lane in CONCURRENCY]
            try:
                while not stop.is_set():
                    ended, _ = await asyncio.wait(lanes, timeout=0.2, return_when=asyncio.FIRST_COMPLETED)
                    for lane in ended:
                        lane.result()
                        raise RuntimeError(f"{lane.get_name()} ended")
            finally:
                for lane in lanes:
                    lane.cancel()
                await asyncio.wait(lanes, timeout=GRACE_SECONDS + 0.5)
                threads.shutdown(wait=False, cancel_futures=True)


async def _lane(lane: str) -> None:
    await app.run_worker_async(
        queues=[lane],
        name=f"lane-{lane}",
        concurrency=CONCURRENCY[lane],
        fetch_job_polling_interval=POLL[lane],
        listen_notify=False,
        delete_jobs="successful",
        install_signal_handlers=False,
        update_heartbeat_interval=HEARTBEAT_SECONDS,
        stalled_worker_timeout=DEAD_AFTER_SECONDS,
        shutdown_graceful_timeout=GRACE_SECONDS,
        abort_job_polling_interval=30.0,
    )
