"""The door of the sample data: the demo, and bulk for the benchmark."""

import json
import os
import secrets
from datetime import datetime
from pathlib import Path

from django.db import transaction

from config.sample_data.load import load_tickets
from config.sample_data.organisation import give_accounts, settle
from config.sample_data.saved_replies import keep_saved_replies
from config.sample_data.story import DEMO_DAYS
from relaydesk.platform.clock import now

DEMO_TICKETS, DEMO_REQUESTERS = 500, 180
SIGN_INS = "demo-sign-ins.json"
TICKETS_A_DAY = 1_400
"""What a house with some sixty agents gets: a million tickets in two years."""


def load_demo(data_dir: Path) -> None:
    """Make the demo: the company, 500 tickets of 60 days, and an account for every agent.

    The password is made anew for each installation and kept in `<data_dir>/demo-sign-ins.json` (mode 0600),
    so that no shipped credential exists anywhere.
    """
    at = now()
    # All or nothing: a start that is broken off here begins again from an empty house.
    with transaction.atomic():
        house = settle(at=at)
        load_tickets(house, DEMO_TICKETS, until=at, requesters=DEMO_REQUESTERS)
        keep_saved_replies(house, at=at)
        sign_ins = give_accounts(house, f"relay-{secrets.token_hex(4)}")
        _keep(sign_ins, data_dir / SIGN_INS)


def _keep(sign_ins: list[dict[str, str]], path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(sign_ins, file, indent=2, ensure_ascii=False)


def load_bulk(count: int, *, until: datetime, seed: int) -> None:
    """Add `count` tickets of the sample company for a measurement, spread over days that suit their number.

    Two thirds of the last days' tickets are still worked on, all older ones finished: of a million some
    20,000 are open. As many within the demo's 60 days would be a house that never finishes anything.

    Args:
        count: how many more tickets.
        until: the newest instant that anything happened at.
        seed: another seed gives other tickets and other contacts.
    """
    days = max(DEMO_DAYS, count // TICKETS_A_DAY)
    load_tickets(settle(at=until), count, until=until, requesters=max(100, count // 10), days=days, seed=seed)
