"""Opening many tickets by one request."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaydesk.tickets.models import Message, Ticket

from .conftest import Desk


def line(number: int, **more: Any) -> dict[str, Any]:
    return {
        "subject": f"批量 {number}",
        "body": f"第 {number} 条",
        "requester": {"email": f"batch{number}@example.com", "name": f"客户{number}"},
        **more,
    }


def test_each_line_has_its_own_result(desk: Desk) -> None:
    lines = [
        line(1),
        line(2, priority="P9"),
        "not an object",
        line(4, assignee_id="0199aaaa-0000-7000-8000-000000000000"),
        line(5, requester={"email": "nonsense"}),
        line(6, requester={"id": "0199aaaa-0000-7000-8000-000000000000"}),
        line(7),
        line(7, subject="again"),
    ]
    results = desk.post("/tickets/batch", {"tickets": lines}, status=200)["results"]
    assert [r["index"] for r in results] == list(range(8))
    assert [r["status"] for r in results] == [201, 422, 422, 422, 422, 422, 201, 201]
    assert results[3]["error"]["errors"][0]["code"] == "unknown_agent"
    assert Ticket.objects.count() == 3
    assert Message.objects.count() == 3
    both = {desk.get(f"/tickets/{results[i]['number']}")["requester"]["id"] for i in (6, 7)}
    assert len(both) == 1


def test_an_upload_named_by_two_lines_goes_to_the_first_only(desk: Desk) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    token = {"HTTP_AUTHORIZATION": desk.api.defaults["HTTP_AUTHORIZATION"]}
    made = Client().post("/api/v1/files", {"file": SimpleUploadedFile("a.txt", b"a")}, **token)
    file_id = made.json()["id"]
    lines = [line(1, attachment_ids=[file_id]), line(2, attachment_ids=[file_id]), line(3)]
    results = desk.post("/tickets/batch", {"tickets": lines}, status=200)["results"]
    assert [r["status"] for r in results] == [201, 422, 201]


def test_an_empty_or_too_large_batch_is_refused(desk: Desk) -> None:
    desk.post("/tickets/batch", {"tickets": []}, status=422)
    desk.post("/tickets/batch", {"tickets": [line(n) for n in range(501)]}, status=422)
    assert Ticket.objects.count() == 0


def test_500_tickets_take_as_many_statements_as_10(desk: Desk) -> None:
    desk.post("/tickets/batch", {"tickets": [line(9000), line(9001)]}, status=200)
    counts = []
    for start, size in ((0, 10), (1000, 500)):
        with CaptureQueriesContext(connection) as queries:
            lines = [line(start + n, assignee_id=str(desk.actor.agent_id)) for n in range(size)]
            results = desk.post("/tickets/batch", {"tickets": lines}, status=200)["results"]
        assert {r["status"] for r in results} == {201}
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 14
    assert Ticket.objects.count() == 512
