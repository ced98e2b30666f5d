"""Fills an instance up to a number of tickets with the sample company's requests."""

import os
import subprocess
import sys

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
    database_url = instance.database_url()
    with psycopg.connect(database_url, autocommit=True) as connection:
        found = connection.execute("SELECT count(*) FROM tickets_ticket").fetchone()
        assert found is not None
        missing = tickets - found[0]
        if missing > 0:
            environment = {**os.environ, **instance.environment, "DATABASE_URL": database_url}
            environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
            command = [sys.executable, "-c", _PROGRAM, str(missing), str(tickets)]
            subprocess.run(command, env=environment, check=True)
        connection.execute("VACUUM ANALYZE")
