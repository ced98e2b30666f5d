"""Who else is at a ticket, and how one likes to write."""

from datetime import timedelta

from relaydesk.platform.clock import now
from relaydesk.platform.testing import frozen_clock
from relaydesk.replies.models import Onlooker
from relaydesk.replies.tests.conftest import Pen
from relaydesk.tickets.testing import make_requester


def test_colleagues_see_who_reads_and_who_writes(pen: Pen, colleague: Pen, number: str) -> None:
    path = f"/tickets/{number}/presence"
    assert pen.ask("put", path, {"writing": "reply"})["items"] == []
    (seen,) = colleague.ask("put", path, {})["items"]
    assert (seen["name"], seen["writing"], seen["here"]) == ("李工", "reply", True)
    (seen,) = pen.ask("put", path, {})["items"]
    assert (seen["name"], seen["writing"]) == ("赵六", "")


def test_who_has_left_fades_and_is_forgotten(pen: Pen, colleague: Pen, number: str) -> None:
    path, at = f"/tickets/{number}/presence", now()
    with frozen_clock(at):
        pen.ask("put", path, {"writing": "note"})
        pen.ask("delete", path, status=204)
        (seen,) = colleague.ask("put", path, {})["items"]
    assert (seen["here"], seen["writing"]) == (False, "")
    with frozen_clock(at + timedelta(minutes=3)):
        assert colleague.ask("put", path, {})["items"] == []
    assert Onlooker.objects.count() == 1


def test_who_may_not_see_the_ticket_learns_nobody(pen: Pen, stranger: Pen, number: str) -> None:
    pen.ask("put", f"/tickets/{number}/presence", {})
    stranger.ask("put", f"/tickets/{number}/presence", {}, status=404)


def test_habits_are_ones_own(pen: Pen, colleague: Pen) -> None:
    assert pen.ask("get", "/me/writing") == {"after_send": "next", "undo_seconds": 10}
    pen.ask("put", "/me/writing", {"after_send": "stay", "undo_seconds": 0})
    assert pen.ask("get", "/me/writing") == {"after_send": "stay", "undo_seconds": 0}
    assert colleague.ask("get", "/me/writing")["after_send"] == "next"
    pen.ask("put", "/me/writing", {"after_send": "stay", "undo_seconds": 31}, status=422)


def test_a_sender_is_trusted_by_one_agent_and_until_he_says_otherwise(pen: Pen, colleague: Pen) -> None:
    contact = make_requester()
    path = f"/me/trusted-senders/{contact}"
    pen.ask("put", path, status=204)
    pen.ask("put", path, status=204)
    assert pen.ask("get", "/me/trusted-senders") == {"contact_ids": [str(contact)]}
    assert colleague.ask("get", "/me/trusted-senders") == {"contact_ids": []}
    pen.ask("delete", path, status=204)
    assert pen.ask("get", "/me/trusted-senders") == {"contact_ids": []}
    pen.ask("put", "/me/trusted-senders/018f0000-0000-7000-8000-000000000001", status=404)
