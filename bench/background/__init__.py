"""Figures of the machinery: event delivery, timers, jobs, streams, lists, searching, many tickets at once.

    python -m bench.background.work         events/s, timers, jobs/s of one worker process
    python -m bench.background.streams      open streams: delay and memory; empty answers/s
    python -m bench.background.views        each shipped view, scope and order; counts; searching
    python -m bench.background.many         choosing, exporting and changing many tickets

The first two write into the database that DATABASE_URL names, and expect it migrated and empty. The others
measure one that is filled (`./relaydesk bench --data DIR` fills one), and leave it as it was.
"""
