"""Figures of the machinery: event delivery, timers, jobs, streams. Run on a scratch database (DATABASE_URL).

    python -m bench.background.work         events/s, timers, jobs/s of one worker process
    python -m bench.background.streams      open streams: delay and memory; empty answers/s

They write into the database that DATABASE_URL names, and expect it migrated and empty.
"""
