"""Keeping what somebody writes, and forgetting it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.files import public as files
from relaydesk.platform.errors import Invalid, Stale
from relaydesk.platform.html import sanitize
from relaydesk.platform.sql import hot_cursor
from relaydesk.replies.contracts import MAX_DRAFTS, DraftKind
from relaydesk.replies.models import Draft
from relaydesk.replies.policies import writer
from relaydesk.replies.queries.drafts import DraftView, view_of
from relaydesk.tickets.contracts import MAX_BODY_BYTES

KEPT_UPLOADS = timedelta(days=30)
MOST_OF_A_FORM = 20_000
_FORGET = "DELETE FROM replies_draft WHERE agent_id = %s AND ticket_id = %s AND kind = %s"


@dataclass(frozen=True, slots=True)
class Written:
    """What is to be kept of a draft."""

    kind: DraftKind
    body_html: str
    attachment_ids: tuple[UUID, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    form: dict[str, Any] | None = None
    seen_message_id: UUID | None = None


@transaction.atomic
def save_draft(
    *, actor: Actor, at: datetime, ticket_id: int | None, written: Written, expected_version: int | None
) -> DraftView:
    """Keep a draft, over the one that is there.

    Args:
        ticket_id: None for a new ticket's form.
        expected_version: the version that the device had; 0 when it knew of none.

    Raises:
        Invalid: it is too long, or an attachment is not the actor's own upload.
        Stale: another device was faster.
    """
    agent_id = writer(actor)
    if len(written.body_html.encode()) > MAX_BODY_BYTES:
        raise Invalid.field("body_html", "too_long", f"At most {MAX_BODY_BYTES} bytes.")
    form = written.form or {}
    if len(orjson.dumps(form)) > MOST_OF_A_FORM:
        raise Invalid.field("form", "too_long", f"At most {MOST_OF_A_FORM} bytes.")
    of: Any = ticket_id
    own = Draft.objects.filter(agent_id=agent_id, ticket_id=of, kind=written.kind.value)
    row = own.select_for_update().first()
    current = row.version if row else 0
    if expected_version is not None and expected_version != current:
        raise Stale(current, [])
    attachments = files.keep_uploads(written.attachment_ids, actor=actor, until=at + KEPT_UPLOADS)
    values: dict[str, Any] = {
        "body_html": sanitize(written.body_html),
        "attachments": [str(one.id) for one in attachments],
        "cc": list(written.cc),
        "bcc": list(written.bcc),
        "form": form,
        "seen_message": written.seen_message_id,
        "updated_at": at,
    }
    # Two devices that begin at once: the later one takes over the row of the first.
    row, _ = Draft.objects.update_or_create(
        agent_id=agent_id,
        ticket_id=of,
        kind=written.kind.value,
        defaults={**values, "version": current + 1},
        create_defaults={**values, "version": 1},
    )
    if current == 0:
        _forget_oldest(agent_id)
    return view_of(row, attachments)


def _forget_oldest(agent_id: UUID) -> None:
    """Nobody keeps drafts without end (CVE-2023-22739)."""
    old = Draft.objects.filter(agent_id=agent_id).order_by("-updated_at", "-id").values("id")[MAX_DRAFTS:]
    Draft.objects.filter(id__in=list(old.values_list("id", flat=True))).delete()


def forget_draft(*, actor: Actor, ticket_id: int | None, kind: DraftKind | None) -> None:
    """Forget what the actor began, of one kind or of all; it is no error when there is nothing."""
    of: Any = ticket_id
    begun = Draft.objects.filter(agent_id=writer(actor), ticket_id=of)
    (begun.filter(kind=kind.value) if kind else begun).delete()


def forget_sent(*, agent_id: UUID, ticket_id: int, kind: DraftKind) -> None:
    """Forget a draft that was sent just now, in the transaction of the message; one statement."""
    with hot_cursor() as cursor:  # with every reply: the model's own deleting costs six times as much
        cursor.execute(_FORGET, [agent_id, ticket_id, kind.value])
