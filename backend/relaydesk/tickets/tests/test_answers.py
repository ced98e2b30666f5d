"""What the routes answer is what the OpenAPI file promises; they write it without a schema, for speed."""

from datetime import UTC, datetime

from relaydesk.tickets import sections
from relaydesk.tickets.contracts import SatisfactionView, StopwatchView
from relaydesk.tickets.http import schemas
from relaydesk.tickets.testing import make_ticket

from .conftest import Desk

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_answers_hold_exactly_the_promised_fields(desk: Desk) -> None:
    ticket = desk.open(assignee_id=str(desk.actor.agent_id), tags=["a"])
    path = f"/tickets/{ticket['number']}"
    message = desk.post(f"{path}/messages", {"visibility": "public", "body_html": "<b>x</b>"})
    for promised, given in (
        (schemas.Ticket, ticket),
        (schemas.Ticket, desk.get(path)),
        (schemas.TicketPage, desk.get("/tickets")),
        (schemas.TimelinePage, desk.get(f"{path}/timeline")),
        (schemas.Message, message),
        (schemas.GroupsOut, desk.get("/tickets/groups?by=status")),
        (schemas.TicketTypesOut, desk.get("/ticket-types")),
        (schemas.BatchOut, desk.post("/tickets/batch", {"tickets": [{"subject": "x"}]}, status=200)),
    ):
        read = promised.model_validate(given, strict=False)
        assert set(read.model_dump(exclude_unset=True)) == set(given)
        assert read.model_dump(mode="json", exclude_unset=True).keys() == given.keys()


def test_sections_of_upper_modules_show_in_the_ticket(desk: Desk) -> None:
    ticket = make_ticket()
    watch = StopwatchView("first_response", "running", NOW, 60, 12, 48, None, None)
    before = dict(sections._ticket_loaders)
    try:
        sections.register_ticket_section("stopwatches", lambda ids: {ticket.id: [watch]})
        sections.register_ticket_section(
            "satisfaction", lambda ids: {ticket.id: SatisfactionView(5, "快", NOW)}
        )
        shown = desk.get(f"/tickets/{ticket.number}")
    finally:
        sections._ticket_loaders.clear()
        sections._ticket_loaders.update(before)
    assert schemas.Ticket.model_validate(shown)
    assert shown["stopwatches"][0]["remaining_minutes"] == 48
    assert shown["satisfaction"]["score"] == 5


def test_a_section_that_tickets_does_not_declare_is_refused() -> None:
    import pytest

    with pytest.raises(ValueError, match="unknown section"):
        sections.register_ticket_section("secrets", lambda ids: {})


def test_types_show_their_moves(desk: Desk) -> None:
    items = desk.get("/ticket-types")["items"]
    assert [i["key"] for i in items] == ["request", "repair", "refund", "complaint"]
    assert items[0]["transitions"]["solved"] == ["open", "closed"]
    assert [s["key"] for s in items[0]["statuses"]] == ["new", "open", "waiting", "hold", "solved", "closed"]
