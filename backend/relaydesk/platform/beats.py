"""Signs of life of background processes."""

from uuid import UUID

from django.db import connection

_BEAT = """
INSERT INTO platform_worker_beat (id, kind, started_at, beat_at, figures)
VALUES (%s, %s, clock_timestamp(), clock_timestamp(), '{}')
ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at
"""


def beat(process_id: UUID, kind: str) -> None:
    """Note that this process lives, and forget those that have not for an hour."""
    with connection.cursor() as cursor:
        cursor.execute(_BEAT, [process_id, kind])
        cursor.execute(
            "DELETE FROM platform_worker_beat WHERE beat_at < clock_timestamp() - interval '1 hour'"
        )


def end(process_id: UUID) -> None:
    """Note that this process stops of its own will."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM platform_worker_beat WHERE id = %s", [process_id])


def seconds_since_beat(kind: str) -> float | None:
    """Return the age in seconds of the latest sign of life of a process of this kind, or None."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM clock_timestamp() - max(beat_at))::float8 FROM platform_worker_beat"
            " WHERE kind = %s",
            [kind],
        )
        row = cursor.fetchone()
    return None if row[0] is None else max(0.0, float(row[0]))
