"""From an empty database to one that a person can sign in to."""

import json
import os
import secrets
from importlib.util import find_spec
from pathlib import Path

FIRST_SIGN_IN = "first-sign-in.json"
PREPARATION_LOCK = 0x52_44_53_4B  # "RDSK": one start prepares, others on the same database wait for it


def prepare(data_dir: Path, *, demo: bool) -> None:
    """Migrate when needed and, on an installation without accounts, fill in the demo or an administrator.

    Safe to run at every start and on several machines at once.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARATION_LOCK])
    try:
        migrate()
        if not _has_accounts():
            if demo:
                _load_demo(data_dir)
            else:
                make_administrator(data_dir)
    finally:
        connection.close()  # ends the session, and with it the lock


def migrate() -> bool:
    """Apply what is missing; tell whether anything was. Quick when nothing is."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def _has_accounts() -> bool:
    from django.contrib.auth import get_user_model

    return get_user_model()._default_manager.exists()


def _load_demo(data_dir: Path) -> None:
    if find_spec("config.sample_data.public") is None:
        make_administrator(data_dir)
        return
    from config.sample_data.public import load_demo

    load_demo(data_dir)


def make_administrator(data_dir: Path) -> None:
    """Make the first account, with a password that only <data>/first-sign-in.json (mode 0600) tells."""
    from config.env import ENV
    from relaydesk.access.public import create_account
    from relaydesk.people.public import make_agent

    email, password = f"admin@{ENV.mail_domain}", secrets.token_urlsafe(15)
    agent_id = make_agent(name="Administrator", email=email)
    create_account(email=email, password=password, agent_id=agent_id, roles=["administrator"])
    path = data_dir / FIRST_SIGN_IN
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump([{"email": email, "password": password, "role": "administrator"}], file, indent=2)
