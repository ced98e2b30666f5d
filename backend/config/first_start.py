"""From an empty database to one that a person can sign in to."""

import os
from importlib.util import find_spec
from pathlib import Path

SET_UP_LINK = "set-up-link.txt"
PREPARATION_LOCK = 0x52_44_53_4B  # "RDSK": one start prepares, others on the same database wait for it


def prepare(data_dir: Path, *, demo: bool) -> None:
    """Migrate when needed and, on an installation without accounts, fill in the demo or make the set-up link.

    Safe to run at every start and on several machines at once.
    """
    from config.database_roles import as_owner

    with as_owner():
        _prepare(data_dir, demo=demo)


def _prepare(data_dir: Path, *, demo: bool) -> None:
    from django.db import connection

    from config.database_roles import grant_rights

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARATION_LOCK])
    try:
        migrate()
        grant_rights()
        if not _has_accounts():
            if demo:
                _load_demo(data_dir)
            else:
                write_set_up_link(data_dir)
        else:
            (data_dir / SET_UP_LINK).unlink(missing_ok=True)
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
        write_set_up_link(data_dir)
        return
    from config.sample_data.public import load_demo

    load_demo(data_dir)


def write_set_up_link(data_dir: Path) -> None:
    """Make the link to the set-up page, which `up` prints; without it nobody is the first administrator.

    No account and no password exist until somebody opens it (security list J). Each start prints a new one,
    until an account exists. Kept in <data>/set-up-link.txt (mode 0600).
    """
    from config.env import ENV
    from relaydesk.access.public import make_set_up_link
    from relaydesk.platform.clock import now

    token = make_set_up_link(at=now())
    if token is None:
        return
    descriptor = os.open(data_dir / SET_UP_LINK, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{ENV.public_url}/desk/set-up#token={token}\n")
