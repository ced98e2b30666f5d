"""Taking tickets out as a sheet, over HTTP."""

import csv
import io
import tracemalloc
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from relaydesk.access.contracts import Scope
from relaydesk.access.testing import ApiClient, a_role, an_actor_with, an_agent, client_of, give_roles
from relaydesk.bulk.actions import export_tickets as module
from relaydesk.bulk.models import ExportSet
from relaydesk.bulk.tests.conftest import a_team
from relaydesk.platform import events
from relaydesk.platform.testing import fire_timers, run_jobs
from relaydesk.tickets.testing import make_requester, make_ticket

pytestmark = pytest.mark.django_db
EXPORTS = "/api/v1/ticket-exports"
COLUMNS = ["number", "subject", "status", "requester", "email", "tags", "created_at"]


def export(client: ApiClient, **body: Any) -> dict[str, Any]:
    answer = client.post(EXPORTS, {"format": "csv", "columns": COLUMNS, **body})
    assert answer.status_code == 202, answer.content
    run_jobs("bulk")
    found: dict[str, Any] = client.get(f"{EXPORTS}/{answer.json()['id']}").json()
    return found


def lines(client: ApiClient, made: dict[str, Any]) -> list[list[str]]:
    data = client.get(made["file"]).getvalue()
    assert data.startswith(b"\xef\xbb\xbf"), "spreadsheets need the mark to read UTF-8"
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_sheet_has_the_chosen_columns_in_the_readers_language_and_zone(desk: ApiClient) -> None:
    at = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)
    made = make_ticket(subject="空调不制冷", tags=("甲", "乙"), at=at)
    found = export(desk, numbers=[made.number])
    assert (found["state"], found["rows"], found["total"]) == ("done", 1, 1)
    head, row = lines(desk, found)
    assert head[:3] == ["编号", "主题", "状态"]
    assert head[-1] == "创建时间 (Asia/Shanghai)"
    assert row[:3] == [made.number, "空调不制冷", "新建"]
    assert row[-2:] == ["甲; 乙", "2026-11-22 09:02:03"]


def test_all_that_match_go_out_in_the_order_of_the_list(desk: ApiClient) -> None:
    made = [make_ticket(subject=f"空调 {n}") for n in range(3)]
    make_ticket(priority="P0")
    found = export(
        desk, matching={"priority": "P2"}, excluded=[made[1].number], sort="created_at", columns=["number"]
    )
    assert lines(desk, found)[1:] == [[made[0].number], [made[2].number]]
    assert ExportSet.objects.count() == 0


def test_excel_is_written_as_well(desk: ApiClient) -> None:
    found = export(desk, numbers=[make_ticket().number], format="xlsx")
    answer = desk.get(found["file"])
    assert answer.getvalue()[:2] == b"PK"
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer["Content-Disposition"].startswith("attachment;")


def test_cve_2019_14749_no_cell_is_a_formula(desk: ApiClient) -> None:
    evil = make_ticket(
        subject='=HYPERLINK("http://evil")', requester_id=make_requester(name="@SUM(A1)"), tags=("＋1",)
    )
    row = lines(desk, export(desk, numbers=[evil.number]))[1]
    assert row[1] == '\'=HYPERLINK("http://evil")'
    assert row[3] == "'@SUM(A1)"
    assert row[5] == "'＋1"


class TestRights:
    def test_cve_2026_42312_only_what_one_sees_and_may_export_goes_out(self) -> None:
        team, other = a_team("hvac"), a_team("finance")
        mine, theirs = make_ticket(team_id=team), make_ticket(team_id=other)
        client = client_of(
            an_actor_with(grants={"tickets.read": Scope.ALL, "tickets.export": Scope.TEAM}, teams=("hvac",))
        )
        assert [row[0] for row in lines(client, export(client, matching={}))[1:]] == [mine.number]
        assert client.get(f"/api/v1/tickets/{theirs.number}").status_code == 200

    def test_without_the_permission_nothing_is_exported(self) -> None:
        client = client_of(an_actor_with(grants={"tickets.read": Scope.ALL, "tickets.write": Scope.ALL}))
        answer = client.post(EXPORTS, {"numbers": [make_ticket().number], "columns": ["number"]})
        assert answer.status_code == 403

    def test_hidden_and_masked_fields_stay_so_in_a_sheet(self) -> None:
        role = a_role(
            grants={"tickets.read": Scope.ALL, "tickets.export": Scope.ALL},
            field_rights=[
                {"field": "tickets.requester.email", "ticket_type": "*", "right": "masked"},
                {"field": "tickets.tags", "ticket_type": "*", "right": "hidden"},
                {"field": "tickets.subject", "ticket_type": "*", "right": "hidden"},
            ],
        )
        client = client_of(an_agent(roles=(role,)))
        requester = make_requester(email="wangxiaoming@example.com")
        row = lines(
            client, export(client, numbers=[make_ticket(requester_id=requester, tags=("甲",)).number])
        )[1]
        assert row[1] == ""
        assert "wangxiaoming" not in row[4]
        assert "*" in row[4]
        assert row[5] == ""

    def test_somebody_elses_link_is_not_found(self, desk: ApiClient) -> None:
        made = export(desk, numbers=[make_ticket().number])
        other = client_of(an_actor_with(grants={"tickets.read": Scope.ALL, "tickets.export": Scope.ALL}))
        assert other.get(f"{EXPORTS}/{made['id']}").status_code == 404
        assert other.get(made["file"]).status_code == 404
        assert other.get(EXPORTS).json()["items"] == []
        assert [one["id"] for one in desk.get(EXPORTS).json()["items"]] == [made["id"]]

    def test_who_may_no_longer_export_when_it_is_written_gets_nothing(self, desk: ApiClient) -> None:
        role = a_role(grants={"tickets.read": Scope.ALL, "tickets.export": Scope.ALL})
        actor = an_agent(roles=(role,))
        client = client_of(actor)
        asked = client.post(EXPORTS, {"numbers": [make_ticket().number], "columns": ["number"]}).json()
        assert actor.account_id is not None
        give_roles(actor.account_id, "agent")
        run_jobs("bulk")
        assert client.get(f"{EXPORTS}/{asked['id']}").status_code == 403


def test_the_link_dies_after_seven_days(desk: ApiClient) -> None:
    made = export(desk, numbers=[make_ticket().number])
    fire_timers(datetime.now(UTC) + timedelta(days=7, minutes=1))
    assert desk.get(made["file"]).status_code == 404
    assert desk.get(f"{EXPORTS}/{made['id']}").json()["state"] == "expired"


def test_asking_writing_and_fetching_are_on_record(desk: ApiClient) -> None:
    made = export(desk, numbers=[make_ticket().number])
    desk.get(made["file"])
    names = [e.name for e in events.history(f"ticket_export:{made['id']}")]
    assert names == ["bulk.export.asked", "bulk.export.written", "bulk.export.fetched"]


def test_faulty_questions_are_refused(desk: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [make_ticket().number, make_ticket().number]
    for body in ({"columns": []}, {"columns": ["secret"]}, {"format": "pdf"}, {"numbers": ["GD-0"]}):
        answer = desk.post(EXPORTS, {"numbers": numbers, "columns": ["number"], **body})
        assert answer.status_code == 422, body
    monkeypatch.setattr(module, "MOST_ROWS", 1)
    answer = desk.post(EXPORTS, {"matching": {}, "columns": ["number"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_rows")


def test_an_export_that_was_broken_off_is_written_anew(
    desk: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    asked = desk.post(EXPORTS, {"numbers": [make_ticket().number], "columns": ["number"]}).json()

    def dies(*_: Any) -> Any:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(module, "line", dies)
        with pytest.raises(Killed):
            module.write_export(UUID(asked["id"]), at=datetime.now(UTC))
    module.write_export(UUID(asked["id"]), at=datetime.now(UTC))
    assert desk.get(f"{EXPORTS}/{asked['id']}").json()["rows"] == 1


def test_memory_does_not_grow_with_the_rows(desk: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK", 20)
    numbers = [make_ticket().number for _ in range(120)]

    def peak(count: int) -> int:
        body = {"format": "csv", "columns": COLUMNS, "numbers": numbers[:count]}
        asked = desk.post(EXPORTS, body).json()
        tracemalloc.start()
        module.write_export(UUID(asked["id"]), at=datetime.now(UTC))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(20)
    assert peak(120) < peak(20) + 300_000
