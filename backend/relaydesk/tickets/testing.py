"""Builders for the tests of other modules: tickets and messages made through the real actions."""

from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID

from relaydesk.access.contracts import SYSTEM, Actor
from relaydesk.people import public as people
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import AuthorKind, MessageView, TicketView, Visibility

_numbers = count(1)
TESTER = SYSTEM("test")


def make_requester(*, email: str = "", name: str = "", at: datetime | None = None) -> UUID:
    """Find or make a contact; without an address a new one each time."""
    number = next(_numbers)
    return people.find_or_make_contact(
        email=email or f"requester{number}@example.com",
        name=name or f"请求人{number}",
        at=at or datetime.now(UTC),
    ).id


def make_ticket(
    *, actor: Actor = TESTER, at: datetime | None = None, requester_id: UUID | None = None, **wanted: Any
) -> TicketView:
    """Open a ticket; `wanted` are further arguments of `tickets.public.open_ticket`."""
    at = at or datetime.now(UTC)
    return tickets.open_ticket(
        actor=actor,
        at=at,
        subject=wanted.pop("subject", "打印机卡纸 Printer jam"),
        requester_id=requester_id or make_requester(at=at),
        channel=wanted.pop("channel", "email"),
        body_text=wanted.pop("body_text", "每次双面打印都卡在第二页。"),
        **wanted,
    )


def make_message(
    ticket_id: int,
    *,
    actor: Actor = TESTER,
    at: datetime | None = None,
    author: AuthorKind | str = AuthorKind.SYSTEM,
    visibility: Visibility | str = Visibility.PUBLIC,
    **wanted: Any,
) -> MessageView:
    """Add a message; `author="contact"` writes in the requester's name, an agent's actor in his own."""
    if AuthorKind(author) == AuthorKind.CONTACT:
        ticket = tickets.ticket(ticket_id)
        if ticket is None:
            raise LookupError(ticket_id)
        wanted.setdefault("author_contact_id", ticket.requester_id)
    return tickets.add_message(
        actor=actor,
        at=at or datetime.now(UTC),
        ticket_id=ticket_id,
        visibility=visibility,
        channel=wanted.pop("channel", "email"),
        body_text=wanted.pop("body_text", "请问有进展吗？"),
        **wanted,
    )
