"""Programs that run inside an instance's database: filling it with tickets, and measuring its lists."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from bench.instance import Instance

_PROGRAM = """
import sys, django
django.setup()
from config.sample_data.public import load_bulk
from relaydesk.platform.clock import now
load_bulk(int(sys.argv[1]), until=now(), seed=int(sys.argv[2]))
"""


def fill_up(instance: Instance, tickets: int) -> None:
    """Add tickets until the instance holds at least `tickets`, and gather the planner's statistics."""
    missing = tickets - tickets_in(instance)
    if missing > 0:
        _run(instance, "-c", _PROGRAM, str(missing), str(tickets))
    with psycopg.connect(instance.database_url(), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def tickets_in(instance: Instance) -> int:
    """How many tickets an instance holds."""
    with psycopg.connect(instance.database_url()) as connection:
        found = connection.execute("SELECT count(*) FROM tickets_ticket").fetchone()
    assert found is not None
    return int(found[0])


def measure_views(instance: Instance) -> None:
    """Print what every view costs for every scope in every order, and searching."""
    _run(instance, "-m", "bench.background.views")


def _run(instance: Instance, *words: str) -> None:
    environment = {**os.environ, **instance.environment, "DATABASE_URL": instance.database_url()}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    environment["PYTHONPATH"] = os.pathsep.join([environment["PYTHONPATH"], str(Path.cwd())])
    subprocess.run([sys.executable, *words], env=environment, check=True)
