"""Major issues: many tickets under one, one update for all, over the API."""

from typing import Any

from django.apps import apps

from relaydesk.platform.testing import run_jobs, settle

from .conftest import Desk
from .test_relating import elsewhere


def under(desk: Desk, number: str, *others: str) -> list[tuple[str, int, str | None]]:
    answer = desk.post(f"/tickets/{number}/affected", {"numbers": list(others)}, status=200)
    return [(one["number"], one["status"], one["code"]) for one in answer["results"]]


def said(desk: Desk, number: str) -> list[tuple[str, str]]:
    items = desk.get(f"/tickets/{number}/timeline")["items"]
    return [(one["kind"], one["message"]["body_text"]) for one in items if one["message"]]


def opened(desk: Desk, count: int) -> list[str]:
    found = []
    for place in range(count):
        requester = {"email": f"user{place}@example.com", "name": f"用户{place}"}
        found.append(desk.open(requester=requester, channel="email")["number"])
    return found


def send(desk: Desk, number: str, status: int = 202, **more: Any) -> Any:
    return desk.post(f"/tickets/{number}/broadcasts", {"body": "线路已恢复", **more}, status=status)


def test_each_ticket_has_its_own_result(desk: Desk, stranger: Desk) -> None:
    major, one, two = opened(desk, 3)
    theirs, rival = elsewhere(stranger), desk.open()["number"]
    under(desk, rival, two)
    assert under(desk, major, one, two, theirs, major, "GD209912-99999") == [
        (one, 200, None),
        (two, 409, "has_one_above"),
        (theirs, 422, "invalid"),
        (major, 409, "link_to_itself"),
        ("GD209912-99999", 422, "invalid"),
    ]
    assert desk.get(f"/tickets/{major}/relations")["affected"] == {"total": 1, "done": 0}


def test_one_update_goes_to_every_requester_in_his_own_thread(desk: Desk) -> None:
    major, *affected = opened(desk, 4)
    under(desk, major, *affected)
    settle()
    before = apps.get_model("channels", "Outgoing").objects.filter(kind="reply").count()
    send(desk, major)
    settle()
    for number in affected:
        assert said(desk, number)[0] == ("message", "线路已恢复")
    assert said(desk, major)[0] == ("note", "线路已恢复")
    sent = apps.get_model("channels", "Outgoing").objects.filter(kind="reply")
    assert sent.count() == before + 3
    assert {one.to_address for one in sent} == {f"user{place}@example.com" for place in (1, 2, 3)}
    [told] = desk.get(f"/tickets/{major}/broadcasts")["items"]
    assert (told["total"], told["sent"], told["refused"]) == (3, 3, 0)
    assert told["finished_at"]


def test_solving_it_may_solve_all_and_what_cannot_be_says_why(desk: Desk) -> None:
    major, *affected = opened(desk, 3)
    under(desk, major, *affected)
    answer = send(desk, major, solve=True)
    # In between one of them was solved and closed by a colleague.
    for status in ("solved", "closed"):
        desk.patch(f"/tickets/{affected[0]}", {"status": status})
    run_jobs("bulk")
    assert desk.get(f"/tickets/{affected[1]}")["status"]["key"] == "solved"
    broadcast = answer["items"][0]["id"]
    lines = desk.get(f"/tickets/{major}/broadcasts/{broadcast}")["items"]
    assert [(one["number"], one["state"], one["code"]) for one in lines] == [
        (affected[0], "refused", "ticket_closed"),
        (affected[1], "sent", ""),
    ]


def test_a_job_that_runs_again_says_nothing_twice(desk: Desk) -> None:
    from relaydesk.tickets.jobs import send_broadcast

    major, one = opened(desk, 2)
    under(desk, major, one)
    ident = send(desk, major)["items"][0]["id"]
    run_jobs("bulk")
    send_broadcast(broadcast_id=ident)
    assert [text for _, text in said(desk, one)].count("线路已恢复") == 1


def test_without_affected_tickets_there_is_nobody_to_tell(desk: Desk, stranger: Desk) -> None:
    number = desk.open()["number"]
    assert send(desk, number, status=409)["code"] == "nothing_affected"
    send(stranger, number, status=404)
    stranger.get(f"/tickets/{number}/broadcasts", status=404)
