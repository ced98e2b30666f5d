"""The record over HTTP: for the auditor, and for nobody else."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from relaydesk.access.testing import ApiClient, an_agent, client_of
from relaydesk.audit.events import CheckAsked, RetentionChanged
from relaydesk.audit.queries.record import RecordFilter, statement
from relaydesk.audit.testing import publish, tamper
from relaydesk.platform import events
from relaydesk.platform.events import ActorRef
from relaydesk.platform.ids import uuid7
from relaydesk.platform.testing import fire_timers, run_jobs

pytestmark = pytest.mark.django_db
WANG = ActorRef("agent", "11111111-1111-7111-8111-111111111111", "王伟")


@pytest.fixture
def auditor() -> ApiClient:
    return client_of(an_agent(roles=("auditor",), email="auditor@example.com"))


def items(client: ApiClient, **filters: Any) -> list[dict[str, Any]]:
    answer = client.get("/api/v1/audit/events", filters)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def some_facts() -> None:
    with events.done_from(lambda: {"ip": "192.0.2.7", "by": "session:s1", "request": "r1"}):
        publish(RetentionChanged(before=180, after=365), subject="audit:record", actor=WANG)
    publish(CheckAsked(check_id=uuid7()), subject="audit:record")


@pytest.mark.parametrize("role", ["administrator", "security_administrator", "manager", "agent", "observer"])
def test_only_the_auditor_reads_the_record(role: str) -> None:
    client = client_of(an_agent(roles=(role,)))
    for path in ("events", "events/1", "integrity", "retention", f"exports/{uuid7()}"):
        assert client.get(f"/api/v1/audit/{path}").status_code == 403, path
    assert client.post("/api/v1/audit/exports", {}).status_code == 403
    assert client.post("/api/v1/audit/integrity/verify").status_code == 403
    assert client.patch("/api/v1/audit/retention", {"days": 200}).status_code == 403


def test_an_event_says_who_what_when_whence_and_how_it_ended(auditor: ApiClient) -> None:
    some_facts()
    line = items(auditor, name="audit.retention.changed")[0]
    assert line["actor"] == {"kind": "agent", "id": WANG.id, "name": "王伟"}
    assert line["subject"] == "audit:record"
    assert line["outcome"] == "success"
    assert line["source"] == {"ip": "192.0.2.7", "by": "session:s1", "request": "r1"}
    assert line["sentence"]["zh"] == "保存期限 180 → 365 天"
    assert line["sentence"]["en"] == "changed retention from 180 to 365 days"
    datetime.fromisoformat(line["at"])


def test_every_filter_filters(auditor: ApiClient) -> None:
    some_facts()
    auditor.get("/api/v1/tickets")  # refused, since an auditor sees no tickets
    assert {e["name"] for e in items(auditor, actor=WANG.id)} == {"audit.retention.changed"}
    assert {e["name"].split(".")[0] for e in items(auditor, name="audit.")} == {"audit"}
    assert items(auditor, name="audit_") == []
    assert {e["subject"] for e in items(auditor, subject="audit:record")} == {"audit:record"}
    assert {e["source"]["ip"] for e in items(auditor, source="192.0.2.7")} == {"192.0.2.7"}
    assert {e["outcome"] for e in items(auditor, outcome="failure")} == {"failure"}
    assert "access.request.denied" not in {e["name"] for e in items(auditor, outcome="success")}
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert items(auditor, **{"from": later}) == []
    assert len(items(auditor, to=later)) == len(items(auditor))
    assert auditor.get("/api/v1/audit/events", {"since": later}).status_code == 422


def test_pages_follow_one_another_without_gap_or_repetition(auditor: ApiClient) -> None:
    for _ in range(7):
        publish(CheckAsked(check_id=uuid7()))
    seen: list[int] = []
    cursor = None
    while True:
        given = {"limit": 3, "name": "audit.integrity", **({"cursor": cursor} if cursor else {})}
        answer = auditor.get("/api/v1/audit/events", given).json()
        seen += [event["id"] for event in answer["items"]]
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == 7
    assert seen == sorted(set(seen), reverse=True)


def test_one_event_tells_all_and_masks_what_is_sensitive(auditor: ApiClient) -> None:
    from relaydesk.privacy.events import ValueRevealed

    number = publish(ValueRevealed(account_id=uuid7(), field="x", reason="身份证 11010519491231002X"))[0]
    answer = auditor.get(f"/api/v1/audit/events/{number}").json()
    assert answer["payload"]["reason"] == "身份证 110105********002X"
    assert answer["seal"] is None
    assert auditor.get("/api/v1/audit/events/999999999").status_code == 404
    assert auditor.get("/api/v1/audit/events/99999999999999999999").status_code == 422


def test_an_event_that_nobody_has_a_sentence_for_is_shown_all_the_same(auditor: ApiClient) -> None:
    tamper(
        "INSERT INTO platform_event (name, version, subject, actor_kind, actor_name, at, payload, depth)"
        " VALUES ('plugin.thing.happened_twice', 1, 'thing:1', 'system', 'x', now(), '{}', 0)"
    )
    assert items(auditor, name="plugin.")[0]["sentence"]["en"] == "thing happened twice"


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (RecordFilter(actor=WANG.id), "platform_event_actor"),
        (RecordFilter(name="access.request."), "platform_event_name"),
        (RecordFilter(subject="ticket:17"), "platform_event_subject"),
        (RecordFilter(source="192.0.2.7"), "platform_event_ip"),
        (RecordFilter(outcome="failure"), "platform_event_name"),
        (RecordFilter(), "platform_event_pkey"),
    ],
)
def test_every_filter_has_its_index(wanted: RecordFilter, index: str) -> None:
    sql, params = statement(wanted, before=10**12, limit=50)
    with connection.cursor() as cursor:
        tamper(
            "INSERT INTO platform_event (name, version, subject, actor_kind, actor_id, actor_name, at,"
            " payload, depth, source)"
            " SELECT 'tickets.ticket.opened', 1, 'ticket:' || g, 'agent', 'a' || g % 500, 'x',"
            " now(), '{}', 0, jsonb_build_object('ip', '10.0.0.' || g % 250) FROM generate_series(1, 4000) g"
        )
        cursor.execute("ANALYZE platform_event")
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert index in plan, plan


class TestExports:
    @staticmethod
    def make(auditor: ApiClient, **body: Any) -> dict[str, Any]:
        asked = auditor.post("/api/v1/audit/exports", body)
        assert asked.status_code == 202, asked.content
        assert asked.json()["state"] == "waiting"
        run_jobs()
        found: dict[str, Any] = auditor.get(f"/api/v1/audit/exports/{asked.json()['id']}").json()
        return found

    def test_a_sheet_holds_what_the_list_would_show(self, auditor: ApiClient) -> None:
        some_facts()
        made = self.make(auditor, format="csv", name="audit.retention.")
        assert (made["state"], made["rows"]) == ("done", 1)
        answer = auditor.get(made["file"])
        assert answer["Content-Disposition"].startswith("attachment;")
        lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
        assert lines[1][2] == "王伟"
        assert lines[1][9] == "192.0.2.7"

    def test_cve_2019_14749_no_cell_is_a_formula(self, auditor: ApiClient) -> None:
        evil = ActorRef("contact", "=1+1", '=HYPERLINK("http://evil")')
        publish(RetentionChanged(before=1, after=2), subject="audit:record", actor=evil)
        made = self.make(auditor, format="csv", actor="=1+1")
        text = auditor.get(made["file"]).getvalue().decode("utf-8-sig")
        assert "'=HYPERLINK" in text
        assert ",=" not in text

    def test_excel_too(self, auditor: ApiClient) -> None:
        made = self.make(auditor, format="xlsx")
        assert auditor.get(made["file"]).getvalue()[:2] == b"PK"
        assert made["size"] > 1000

    def test_asking_and_fetching_are_on_record(self, auditor: ApiClient) -> None:
        made = self.make(auditor, format="csv", **{"from": "2026-01-01T00:00:00Z"})
        auditor.get(made["file"])
        names = [event["name"] for event in items(auditor, name="audit.export.")]
        assert names == ["audit.export.fetched", "audit.export.asked"]

    def test_somebody_elses_export_is_not_found(self, auditor: ApiClient) -> None:
        made = self.make(auditor, format="csv")
        other = client_of(an_agent(roles=("auditor",)))
        assert other.get(f"/api/v1/audit/exports/{made['id']}").status_code == 404
        assert other.get(made["file"]).status_code == 404

    def test_the_file_dies_after_seven_days(self, auditor: ApiClient) -> None:
        made = self.make(auditor, format="csv")
        dies = datetime.fromisoformat(made["expires_at"])
        assert timedelta(days=6, hours=23) < dies - datetime.now(UTC) <= timedelta(days=7)
        fire_timers(dies)
        assert auditor.get(made["file"]).status_code == 404
        line = auditor.get(f"/api/v1/audit/exports/{made['id']}").json()
        assert (line["state"], line["file"]) == ("expired", None)


class TestRetention:
    def test_half_a_year_is_the_least(self, auditor: ApiClient) -> None:
        found = auditor.get("/api/v1/audit/retention").json()
        assert found == {"days": 180, "least": 180, "version": 1}
        assert auditor.patch("/api/v1/audit/retention", {"days": 179}).status_code == 422
        changed = auditor.patch("/api/v1/audit/retention", {"days": 400}, HTTP_IF_MATCH='"1"')
        assert changed.json() == {"days": 400, "least": 180, "version": 2}
        assert auditor.patch("/api/v1/audit/retention", {"days": 200}, HTTP_IF_MATCH='"1"').status_code == 412
        assert items(auditor, name="audit.retention.")[0]["sentence"]["en"].endswith("180 to 400 days")
