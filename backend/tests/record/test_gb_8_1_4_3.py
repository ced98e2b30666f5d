"""等保 8.1.4.3 安全审计, a to d, as tests (GB/T 22239-2019, third level)."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from relaydesk.access.testing import ApiClient, an_agent, client_of
from relaydesk.audit.actions.seal_events import seal_batch
from relaydesk.audit.models import Retention
from relaydesk.audit.queries.integrity import verify
from relaydesk.audit.queries.record import RecordFilter, page
from relaydesk.platform.module_loops import loops

BACKEND = Path(__file__).parents[2]


@pytest.mark.django_db
def test_gb_8_1_4_3_a_every_user_and_every_kind_of_important_behaviour_is_audited() -> None:
    """a) 启用安全审计功能，审计覆盖到每个用户，对重要的用户行为和重要安全事件进行审计."""
    an_agent(email="li.na@example.com", password="a long pass phrase 7", roles=("manager", "administrator"))
    browser = ApiClient()
    signing_in = {"email": "li.na@example.com", "password": "wrong"}
    assert browser.post("/api/v1/session", signing_in).status_code == 401
    assert browser.post(
        "/api/v1/session", {**signing_in, "password": "a long pass phrase 7"}
    ).status_code in (200, 202)  # fmt: skip
    client_of(an_agent()).get("/api/v1/outbox")
    names = {row.name for row in page(RecordFilter(), limit=200)}
    assert {
        "access.account.made",
        "access.account.sign_in_failed",
        "access.account.signed_in",
        "access.request.denied",
        "access.token.made",
    } <= names


@pytest.mark.django_db
def test_gb_8_1_4_3_b_each_record_has_time_user_type_result_and_source() -> None:
    """b) 审计记录应包括事件的日期和时间、用户、事件类型、事件是否成功及其他与审计相关的信息."""
    agent = an_agent()
    client_of(agent).get("/api/v1/outbox", REMOTE_ADDR="192.0.2.77")
    auditor = client_of(an_agent(roles=("auditor",)))
    line: dict[str, Any] = auditor.get("/api/v1/audit/events", {"outcome": "failure"}).json()["items"][0]
    assert datetime.fromisoformat(line["at"]).tzinfo is not None
    assert line["actor"]["id"] == str(agent.agent_id)
    assert line["name"] == "access.request.denied"
    assert line["outcome"] == "failure"
    assert line["source"]["ip"] == "192.0.2.77"
    assert line["source"]["by"].startswith("token:")
    assert line["source"]["request"]


@pytest.mark.parametrize(
    "sql",
    ["UPDATE platform_event SET at = now()", "DELETE FROM platform_event", "TRUNCATE platform_event"],
)
def test_gb_8_1_4_3_c_nothing_is_deleted_changed_or_covered(committed: None, sql: str) -> None:
    """c) 应对审计记录进行保护，定期备份，避免受到未预期的删除、修改或覆盖等."""
    an_agent()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    while seal_batch():
        pass
    assert verify().intact
    assert Retention.objects.get().days >= 180


CHILD = """
import os, signal
import django
django.setup()
from datetime import UTC, datetime
from django.db import transaction
from relaydesk.access.actions.accounts import create_account
from relaydesk.people import public as people
with transaction.atomic():
    agent = people.make_agent(name="Z", email="killed@example.com")
    create_account(email="killed@example.com", password=None, agent_id=agent, roles=["agent"])
    {then}
"""


@pytest.mark.parametrize("killed", [True, False])
def test_gb_8_1_4_3_d_the_audit_cannot_be_interrupted_apart_from_what_it_audits(
    committed: None, killed: bool
) -> None:
    """d) 应对审计进程进行保护，防止未经授权的中断: killed, change and fact are both there or neither is."""
    then = "os.kill(os.getpid(), signal.SIGKILL)" if killed else "pass"
    done = _run(CHILD.format(then=then))
    assert done.returncode == (-signal.SIGKILL if killed else 0), done.stderr
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_account WHERE email = 'killed@example.com'")
        accounts = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM platform_event WHERE name = 'access.account.made'")
        facts = cursor.fetchone()[0]
    assert (accounts, facts) == ((0, 0) if killed else (1, 1))


def test_gb_8_1_4_3_d_sealing_goes_on_with_every_worker() -> None:
    assert {"audit.seal", "audit.head", "audit.purge"} <= {loop.name for loop in loops()}


def _run(script: str) -> "subprocess.CompletedProcess[str]":
    params = connection.get_connection_params()
    host = params.get("host") or ""
    where = f"?host={host}" if host.startswith("/") else ""
    place = "" if where else f"{host}:{params.get('port') or 5432}"
    url = f"postgresql://{params['user']}:{params.get('password') or ''}@{place}/{params['dbname']}{where}"
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "PYTHONPATH": str(BACKEND),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    return subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
