"""Reading drafts: one's own, and nobody else's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.files import public as files
from relaydesk.files.contracts import AttachmentView
from relaydesk.platform.html import to_text
from relaydesk.replies.models import Draft
from relaydesk.replies.policies import writer

SNIPPET = 120


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft with its attachments; an upload that was forgotten meanwhile is left out."""

    kind: str
    body_html: str
    attachments: tuple[AttachmentView, ...]
    cc: tuple[str, ...]
    bcc: tuple[str, ...]
    form: dict[str, Any]
    seen_message_id: UUID | None
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class BegunView:
    """A draft in the list of one's own; without a number it is a new ticket."""

    number: str | None
    kind: str
    snippet: str
    updated_at: datetime


def drafts_of(actor: Actor, ticket_id: int | None) -> list[DraftView]:
    """What the actor has begun on a ticket, or as a new one."""
    of: Any = ticket_id  # None is a new ticket's form; the types of the ORM do not know that
    rows = list(Draft.objects.filter(agent_id=writer(actor), ticket_id=of).order_by("kind"))
    wanted = {UUID(file_id) for row in rows for file_id in row.attachments}
    found = {str(one.id): one for one in files.own_uploads(actor, wanted)} if wanted else {}
    return [view_of(row, tuple(found[one] for one in row.attachments if one in found)) for row in rows]


def view_of(row: Draft, attachments: tuple[AttachmentView, ...]) -> DraftView:
    """A row as it is shown."""
    return DraftView(
        kind=row.kind,
        body_html=row.body_html,
        attachments=attachments,
        cc=tuple(row.cc),
        bcc=tuple(row.bcc),
        form=row.form,
        seen_message_id=row.seen_message,
        version=row.version,
        updated_at=row.updated_at,
    )


def begun(actor: Actor, *, limit: int) -> list[BegunView]:
    """All that the actor has begun, the last changed first; one statement."""
    rows = Draft.objects.filter(agent_id=writer(actor)).order_by("-updated_at", "-id")
    return [
        BegunView(number, kind, to_text(html[:4000])[:SNIPPET], updated_at)
        for number, kind, html, updated_at in rows.values_list(
            "ticket__number", "kind", "body_html", "updated_at"
        )[:limit]
    ]
