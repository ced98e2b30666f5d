"""Tickets that the tests open for themselves, as an agent does who takes a call."""

import time

import psycopg

from bench.instance import Instance
from bench.load import Client

_LEFT = "SELECT count(*) FROM platform_undelivered WHERE parked_at IS NULL"


def take_call(instance: Instance, subject: str, requester: str = "范先生", phone: str = "13911112222") -> str:
    """Open a ticket for a caller; gives its number."""
    body = {
        "subject": subject,
        "body": "详见描述。",
        "type": "request",
        "priority": "P2",
        "channel": "phone",
        "requester": {"name": requester, "phone": phone},
    }
    client = Client(instance.port, instance.token())
    number: str = client.call("POST", "/api/v1/tickets", body, expect=(200, 201))["number"]
    return number


def work_done(instance: Instance) -> None:
    """Wait until nothing of what happened is still to be dealt with: rows then change places no more."""
    limit = time.monotonic() + 30
    with psycopg.connect(instance.database_url(), autocommit=True) as connection:
        while time.monotonic() < limit:
            row = connection.execute(_LEFT).fetchone()
            if row == (0,):
                return
            time.sleep(0.1)
