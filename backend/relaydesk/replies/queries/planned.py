"""Replies that wait on a ticket."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.replies.models import PlannedReply
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import TicketView


@dataclass(frozen=True, slots=True)
class PlannedView:
    """A planned reply as a reader of its ticket sees it; `mine` says that he may take it back."""

    id: UUID
    kind: str
    state: str
    reason: str
    author: str
    mine: bool
    body_html: str
    attachment_count: int
    cc: tuple[str, ...]
    set_status: str | None
    due_at: datetime
    created_at: datetime


def planned_on(actor: Actor, ticket: TicketView) -> list[PlannedView]:
    """What waits on a ticket, the next first; two statements. Values are masked as in the thread."""
    rows = list(PlannedReply.objects.filter(ticket_id=ticket.id).order_by("due_at", "id")[:50])
    names = people.agents({row.agent_id for row in rows}) if rows else {}
    return [
        PlannedView(
            id=row.id,
            kind=row.kind,
            state=row.state,
            reason=row.reason,
            author=names[row.agent_id].name if row.agent_id in names else "",
            mine=row.agent_id == actor.agent_id,
            body_html=tickets.shown_html(actor, ticket.type_key, row.body_html),
            attachment_count=len(row.attachments),
            cc=tuple(row.cc) if row.agent_id == actor.agent_id else (),
            set_status=row.set_status,
            due_at=row.due_at,
            created_at=row.created_at,
        )
        for row in rows
    ]
