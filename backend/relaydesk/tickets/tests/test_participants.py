"""Upper modules compute inside the transaction of a change."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from relaydesk.access.contracts import SYSTEM
from relaydesk.tickets import participants
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import ChangeKind, NewTicket, Projection, TicketChange
from relaydesk.tickets.models import Ticket
from relaydesk.tickets.testing import make_message, make_requester, make_ticket

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DUE = NOW + timedelta(hours=1)


class Listener:
    """A participant that keeps what it was told and answers with a due instant."""

    def __init__(self) -> None:
        self.calls: list[Sequence[TicketChange]] = []
        self.rows: list[bool] = []

    def __call__(self, changes: Sequence[TicketChange]) -> Mapping[int, Projection]:
        self.calls.append(changes)
        self.rows.append(Ticket.objects.filter(id=changes[0].ticket.id).exists())
        return {change.ticket.id: Projection(DUE, True) for change in changes}


@pytest.fixture
def listener(db: None) -> Iterator[Listener]:
    heard = Listener()
    before = list(participants._participants)
    participants._participants[:] = [heard]
    yield heard
    participants._participants[:] = before


def test_opening_asks_before_the_row_is_written_and_keeps_the_projection(listener: Listener) -> None:
    ticket = make_ticket()
    [[change]] = listener.calls
    assert change.kind == ChangeKind.OPENED
    assert change.before is None
    assert change.message is not None
    assert change.message.author_kind == "contact"
    assert listener.rows == [False]
    row = Ticket.objects.get(id=ticket.id)
    assert (row.next_due_at, row.at_risk) == (DUE, True)


def test_an_action_asks_once_with_all_its_changes(listener: Listener) -> None:
    ticket = make_ticket()
    make_message(ticket.id, set_status="waiting")
    changes = listener.calls[-1]
    assert [c.kind for c in changes] == [ChangeKind.MESSAGE, ChangeKind.STATUS]
    assert all(c.ticket.status_key == "waiting" for c in changes)
    assert all(c.before is not None and c.before.status_key == "new" for c in changes)
    assert changes[1].message is None


def test_a_batch_asks_once(listener: Listener) -> None:
    requester = make_requester()
    batch = [
        NewTicket(subject=str(n), requester_id=requester, channel="api", body_text="x") for n in range(5)
    ]
    tickets.open_tickets(actor=SYSTEM("test"), at=NOW, batch=batch)
    assert len(listener.calls) == 1
    assert len(listener.calls[0]) == 5
    assert Ticket.objects.filter(next_due_at=DUE).count() == 5


def test_a_failing_participant_stops_the_change(listener: Listener) -> None:
    ticket = make_ticket()

    def refuse(changes: Sequence[TicketChange]) -> Mapping[int, Projection]:
        raise RuntimeError("no")

    participants.register_participant(refuse)
    with pytest.raises(RuntimeError):
        tickets.set_status(actor=SYSTEM("test"), at=NOW, ticket_id=ticket.id, status_key="open")
    assert tickets.ticket(ticket.id) is not None
    assert tickets.tickets([ticket.id])[ticket.id].status_key == "new"


def test_projecting_is_no_change_of_the_ticket(listener: Listener) -> None:
    ticket = make_ticket()
    tickets.project(ticket.id, next_due_at=None, at_risk=False)
    row = Ticket.objects.get(id=ticket.id)
    assert (row.next_due_at, row.at_risk, row.version) == (None, False, 1)
