"""`relaydesk audit` on the server, the head in the log, and the measures."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import structlog
from django.db import connection

from relaydesk.audit.actions.seal_events import seal_batch
from relaydesk.audit.events import CheckAsked
from relaydesk.audit.registrations import figures, write_head_down
from relaydesk.audit.testing import publish, tamper
from relaydesk.platform.ids import uuid7
from relaydesk.platform.logging import scrub

BACKEND = Path(__file__).parents[2]


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    params = connection.get_connection_params()
    host = params.get("host") or ""
    where = f"?host={host}" if host.startswith("/") else ""
    place = "" if where else f"{host}:{params.get('port') or 5432}"
    url = f"postgresql://{params['user']}:{params.get('password') or ''}@{place}/{params['dbname']}{where}"
    environment = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(BACKEND)}
    command = [sys.executable, "-m", "config.cli", "audit", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def sealed() -> list[int]:
    ids = [publish(CheckAsked(check_id=uuid7()))[0] for _ in range(3)]
    while seal_batch():
        pass
    return ids


def test_verify_says_intact_or_names_batch_and_rows_and_fails(committed: None) -> None:
    ids = sealed()
    done = run("verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The record is intact: 3 events in 1 batches")
    head = run("head").stdout.strip()
    assert run("verify", "--expect", head).returncode == 0
    assert run("verify", "--expect", f"9:{'0' * 64}").returncode == 1
    tamper("DELETE FROM platform_event WHERE id = %s", ids[1])
    done = run("verify")
    assert done.returncode == 1
    assert f"missing: batch 1, rows {ids[1]}" in done.stdout
    report = json.loads(run("verify", "--json").stdout)
    assert (report["intact"], report["first_bad_seal"]) == (False, 1)
    assert report["findings"] == [{"kind": "missing", "seal": 1, "ids": [ids[1]]}]


def test_the_head_is_written_down_and_a_gap_is_measured(committed: None) -> None:
    publish(CheckAsked(check_id=uuid7()))
    assert figures()["audit.unsealed_seconds"] > 0
    while seal_batch():
        pass
    assert figures() == {"audit.unsealed_seconds": 0.0, "audit.last_check_failed": 0.0}
    with structlog.testing.capture_logs() as logs:
        write_head_down()
    assert logs[0]["event"] == "audit.head"
    assert f"{logs[0]['seal']}:{logs[0]['sha256']}" == run("head").stdout.strip()


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("card 4111-1111-1111-1111", "4111-1111-1111"),
        ("卡号4111111111111111。", "41111111"),
        ("身份证11010519491231002X", "19491231"),
        ("请打１３８１２３４５６７８", "１２３４"),
        ("mail zhang@example.com", "zhang"),
    ],
)
def test_a_log_line_holds_nothing_sensitive(line: str, hidden: str) -> None:
    assert hidden not in scrub(line)


def test_a_harmless_log_line_stays() -> None:
    assert scrub("ticket 17 took 12.5 ms") == "ticket 17 took 12.5 ms"
