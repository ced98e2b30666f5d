"""What happens when two do it at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

import pytest
from django.db import connection

from relaydesk.access.testing import an_agent
from relaydesk.tickets import public as tickets
from relaydesk.tickets.models import Merge, Message, Ticket
from relaydesk.tickets.testing import make_message, make_requester, make_ticket

from .conftest import Desk, desk_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed")]
T = TypeVar("T")


def at_once(count: int, do: Callable[[int], T]) -> list[T]:
    """Run `do` in so many threads that start together."""
    barrier = Barrier(count)

    def run(number: int) -> T:
        barrier.wait()
        try:
            return do(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_one_mail_from_four_sides_opens_one_ticket() -> None:
    requester = make_requester()
    made = at_once(4, lambda n: make_ticket(requester_id=requester, external_id="mail:<same@example.com>"))
    assert len({ticket.id for ticket in made}) == 1
    assert Message.objects.count() == 1


def test_one_answer_from_four_sides_is_one_message() -> None:
    ticket = make_ticket()
    made = at_once(4, lambda n: make_message(ticket.id, author="contact", external_id="mail:<answer@x>"))
    assert len({message.id for message in made}) == 1
    assert Message.objects.count() == 2


def test_words_on_a_closed_ticket_at_once_make_one_follow_up() -> None:
    from datetime import UTC, datetime

    from relaydesk.access.contracts import SYSTEM

    ticket = make_ticket()
    for status in ("solved", "closed"):
        tickets.set_status(actor=SYSTEM("t"), at=datetime.now(UTC), ticket_id=ticket.id, status_key=status)
    made = at_once(4, lambda n: make_message(ticket.id, author="contact", body_text=str(n)))
    assert len({message.ticket_id for message in made}) == 1
    assert Ticket.objects.count() == 2


def test_numbers_given_at_once_are_unique_and_no_version_is_lost() -> None:
    requester = make_requester()
    made = at_once(6, lambda n: make_ticket(requester_id=requester))
    assert len({ticket.number for ticket in made}) == 6
    at_once(6, lambda n: make_message(made[0].id, body_text=str(n)))
    assert tickets.tickets([made[0].id])[made[0].id].version == 7


def test_of_two_changes_on_one_version_one_is_refused() -> None:
    from relaydesk.access.testing import an_agent

    from .conftest import desk_of

    desks: list[Desk] = [desk_of(an_agent()) for _ in range(2)]
    number = desks[0].open()["number"]

    def change(n: int) -> Any:
        body = {"priority": f"P{n}"}
        return desks[n].api.patch(f"/api/v1/tickets/{number}", body, HTTP_IF_MATCH='"1"').status_code

    assert sorted(at_once(2, change)) == [200, 412]


def test_of_two_who_merge_one_ticket_at_the_same_moment_one_is_refused() -> None:
    source, *targets = (desk_of(an_agent()).open()["number"] for _ in range(3))
    desks = [desk_of(an_agent()) for _ in targets]

    def merge(place: int) -> int:
        path = f"/api/v1/tickets/{targets[place]}/merge"
        return desks[place].api.post(path, {"sources": [source], "across_requesters": True}).status_code

    assert sorted(at_once(2, merge)) == [200, 409]
    assert Merge.objects.filter(undone_at__isnull=True).count() == 1


def test_a_merge_that_is_sent_twice_at_once_is_one_merge() -> None:
    desk = desk_of(an_agent())
    source, target = (desk.open()["number"] for _ in range(2))
    path = f"/api/v1/tickets/{target}/merge"
    statuses = at_once(2, lambda _: desk_of(desk.actor).api.post(path, {"sources": [source]}).status_code)
    assert sorted(statuses) == [200, 409]
    assert Merge.objects.count() == 1
