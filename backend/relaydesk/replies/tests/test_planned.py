"""A reply waits: to be taken back for some seconds, or for its instant; what comes between holds it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from relaydesk.access import public as access
from relaydesk.platform.clock import now
from relaydesk.platform.events import history
from relaydesk.platform.testing import fire_timers
from relaydesk.replies.models import Draft, PlannedReply
from relaydesk.replies.tests.conftest import Pen
from relaydesk.tickets import public as tickets
from relaydesk.tickets.testing import make_message

SOON = timedelta(seconds=10)


def id_of(number: str) -> int:
    found = tickets.ticket_by_number(number)
    assert found is not None
    return found.id


def plan(pen: Pen, number: str, status: int = 201, **more: Any) -> Any:
    body = {"body_html": "<p>师傅明天十点到。</p>", **({"undo_seconds": 10} | more)}
    found = pen.ask("post", f"/tickets/{number}/planned-replies", body, status=status)
    return found["items"][0] if status == 201 else found


def at(pen: Pen, number: str, instant: datetime, **more: Any) -> Any:
    return plan(pen, number, undo_seconds=None, send_at=instant.isoformat(), **more)


def public_texts(number: str) -> list[str]:
    return [m.body_text for m in tickets.messages(id_of(number), public_only=True)]


def test_a_reply_can_be_taken_back_and_its_words_come_again(pen: Pen, number: str) -> None:
    waiting = plan(pen, number, cc=["boss@partner.example"])
    assert (waiting["kind"], waiting["mine"]) == ("undo", True)
    assert len(public_texts(number)) == 1
    path = f"/tickets/{number}/planned-replies/{waiting['id']}/cancel"
    taken = pen.ask("post", path, {})
    assert taken["body_html"] == "<p>师傅明天十点到。</p>"
    assert taken["cc"] == ["boss@partner.example"]
    fire_timers(now() + SOON)
    assert len(public_texts(number)) == 1
    pen.ask("post", path, {}, status=404)


def test_what_is_not_taken_back_is_sent_once_with_its_status(pen: Pen, number: str) -> None:
    plan(pen, number, set_status="solved")
    fire_timers(now() + SOON)
    fire_timers(now() + SOON)
    assert public_texts(number)[1:] == ["师傅明天十点到。"]
    assert pen.ask("get", f"/tickets/{number}")["status"]["category"] == "solved"
    assert pen.ask("get", f"/tickets/{number}/planned-replies")["items"] == []
    assert pen.thread(number)[0]["author"]["name"] == "李工"


def test_cve_2026_40592_only_the_author_takes_back_moves_or_sends(
    pen: Pen, colleague: Pen, stranger: Pen, number: str
) -> None:
    waiting = plan(pen, number)
    path = f"/tickets/{number}/planned-replies/{waiting['id']}"
    assert colleague.ask("get", f"/tickets/{number}/planned-replies")["items"][0]["mine"] is False
    later = {"send_at": (now() + timedelta(hours=1)).isoformat()}
    for who, status in ((colleague, 403), (stranger, 404)):
        who.ask("post", f"{path}/cancel", {}, status=status)
        who.ask("post", f"{path}/send", {}, status=status)
        who.ask("patch", path, later, status=status)
    stranger.ask("get", f"/tickets/{number}/planned-replies", status=404)


def test_a_scheduled_reply_is_held_when_the_requester_writes_and_its_author_decides(
    pen: Pen, number: str
) -> None:
    seen = pen.thread(number)[0]["id"]
    tomorrow = now() + timedelta(days=1)
    waiting = at(pen, number, tomorrow, seen_message_id=seen)
    make_message(id_of(number), author="contact", body_text="不用来了")
    fire_timers(tomorrow)
    (held,) = pen.ask("get", f"/tickets/{number}/planned-replies")["items"]
    assert (held["state"], held["reason"]) == ("held", "new_messages")
    assert "师傅明天十点到。" not in public_texts(number)
    assert "replies.reply.held" in {e.name for e in history(f"ticket:{id_of(number)}")}
    pen.ask("post", f"/tickets/{number}/planned-replies/{waiting['id']}/send", {})
    assert public_texts(number)[-1] == "师傅明天十点到。"


def test_it_can_be_moved_to_another_instant(pen: Pen, number: str) -> None:
    tomorrow = now() + timedelta(days=1)
    waiting = at(pen, number, tomorrow)
    path = f"/tickets/{number}/planned-replies/{waiting['id']}"
    pen.ask("patch", path, {"send_at": (tomorrow + timedelta(days=1)).isoformat()})
    fire_timers(tomorrow)
    assert len(public_texts(number)) == 1
    fire_timers(tomorrow + timedelta(days=1))
    assert len(public_texts(number)) == 2


def test_ghsa_83xx_who_lost_access_sends_nothing_more(pen: Pen, number: str) -> None:
    tomorrow = now() + timedelta(days=1)
    at(pen, number, tomorrow)
    assert pen.actor.account_id is not None
    access.deactivate_account(account_id=pen.actor.account_id, actor=pen.actor, at=now())
    fire_timers(tomorrow)
    row = PlannedReply.objects.get()
    assert (row.state, row.reason) == ("held", "author_gone")
    assert len(public_texts(number)) == 1


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"body_html": "<p></p>"}, 422),
        ({"set_status": "nonsense"}, 422),
        ({"undo_seconds": None}, 422),
        ({"send_at": "2026-11-22T10:00:00Z"}, 422),
        ({"undo_seconds": None, "send_at": "2020-01-01T10:00:00Z"}, 422),
        ({"undo_seconds": 31}, 422),
        ({"cc": ["nobody"]}, 422),
    ],
)
def test_what_could_not_be_sent_now_is_not_planned(
    pen: Pen, number: str, wrong: dict[str, Any], status: int
) -> None:
    plan(pen, number, status=status, **wrong)
    assert not PlannedReply.objects.exists()


def test_a_stale_reply_is_refused_before_it_waits(pen: Pen, number: str) -> None:
    seen = pen.thread(number)[0]["id"]
    make_message(id_of(number), author="contact", body_text="不用来了")
    refused = plan(pen, number, status=409, seen_message_id=seen)
    assert refused["code"] == "new_messages"


def test_the_draft_ends_when_its_reply_waits_and_a_new_one_survives_its_sending(
    pen: Pen, number: str
) -> None:
    draft = {"kind": "reply", "body_html": "<p>师</p>"}
    pen.ask("put", f"/tickets/{number}/draft", draft)
    plan(pen, number)
    assert not Draft.objects.exists()
    pen.ask("put", f"/tickets/{number}/draft", draft)
    fire_timers(now() + SOON)
    assert Draft.objects.count() == 1


def test_planning_leaves_nothing_of_the_rehearsal(pen: Pen, number: str) -> None:
    before = pen.ask("get", f"/tickets/{number}")["version"]
    plan(pen, number, set_status="solved")
    after = pen.ask("get", f"/tickets/{number}")
    assert (after["version"], after["status"]["category"]) == (before, "new")
