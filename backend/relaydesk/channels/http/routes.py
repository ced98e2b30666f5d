"""Outbox, ledger of what came in, and original mails."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from relaydesk.access.public import actor_of
from relaydesk.channels.actions.retry_intake import retry_intake
from relaydesk.channels.actions.send_outgoing import retry_outgoing
from relaydesk.channels.contracts import FORM, IntakeState
from relaydesk.channels.http.schemas import (
    IntakeDelivery,
    IntakePage,
    OutboxMail,
    OutboxPage,
    StateOut,
)
from relaydesk.channels.permissions import ChannelPermission
from relaydesk.channels.queries import ledgers
from relaydesk.channels.queries.ledgers import IntakeEntry, OutboxEntry
from relaydesk.channels.queries.letters import letter_of
from relaydesk.channels.rules.writing import UnsafeMailError, headers_of
from relaydesk.platform import blobs
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Forbidden, NotFound, RuleBroken
from relaydesk.platform.http.paging import decode_cursor, encode_cursor
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router
from relaydesk.tickets import public as tickets

router = Router(tags=["channels"])

Limit = Annotated[int, Field(ge=1, le=200)]


@router.get("/outbox", permission=ChannelPermission.OUTBOX, response=OutboxPage)
def list_outbox(request: HttpRequest, limit: Limit = 50, cursor: str | None = None) -> HttpResponse:
    """A page of the mails that go out, newest first."""
    before = decode_cursor("outbox", cursor)[0] if cursor else None
    found = ledgers.outbox(limit=limit + 1, before=before)
    page = found[:limit]
    following = encode_cursor("outbox", [page[-1].row.id]) if len(found) > limit else None
    return json_response({"items": [_outbox_row(entry) for entry in page], "next_cursor": following})


@router.get("/outbox/{outgoing_id}", permission=ChannelPermission.OUTBOX, response=OutboxMail)
def read_outbox(request: HttpRequest, outgoing_id: UUID) -> HttpResponse:
    """One mail as its receiver gets it."""
    entry = ledgers.outbox_mail(outgoing_id)
    try:
        fields = headers_of(letter_of(entry.row, with_files=False))
    except UnsafeMailError:
        fields = []
    return json_response(
        {
            **_outbox_row(entry),
            "body_html": entry.row.body_html,
            "body_text": entry.row.body_text,
            "headers": [{"name": name, "value": value.replace("\r\n ", " ")} for name, value in fields],
        }
    )


@router.post("/outbox/{outgoing_id}/retry", permission=ChannelPermission.OUTBOX, response=StateOut)
def retry_mail(request: HttpRequest, outgoing_id: UUID) -> HttpResponse:
    """Send a failed or held mail again."""
    ledgers.outbox_mail(outgoing_id)
    if not retry_outgoing(outgoing_id=outgoing_id, at=now()):
        raise RuleBroken("mail_not_failed", "Only a failed or held mail can be sent again.")
    return json_response({"id": outgoing_id, "state": ledgers.outbox_mail(outgoing_id).row.state})


@router.get("/intake", permission=ChannelPermission.INTAKE, response=IntakePage)
def list_intake(
    request: HttpRequest, state: IntakeState | None = None, limit: Limit = 50, cursor: str | None = None
) -> HttpResponse:
    """A page of what came in, newest first."""
    kind = f"intake:{state or ''}"
    before = decode_cursor(kind, cursor)[0] if cursor else None
    found = ledgers.intake(state=state, limit=limit + 1, before=before)
    page = found[:limit]
    following = encode_cursor(kind, [page[-1].row.id]) if len(found) > limit else None
    return json_response({"items": [_intake_row(entry) for entry in page], "next_cursor": following})


@router.get("/intake/{intake_id}", permission=ChannelPermission.INTAKE, response=IntakeDelivery)
def read_intake(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """One delivery with its envelope."""
    entry = ledgers.delivery(intake_id)
    return json_response(
        {**_intake_row(entry), "envelope": entry.row.envelope, "message_id": entry.row.message_id}
    )


@router.get("/intake/{intake_id}/raw", permission=ChannelPermission.INTAKE)
def read_raw(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """The bytes as they came."""
    row = ledgers.delivery(intake_id).row
    return _download(blobs.read(row.raw), f"{row.id}.{'json' if row.channel == FORM else 'eml'}")


@router.post("/intake/{intake_id}/retry", permission=ChannelPermission.INTAKE, response=StateOut)
def retry_delivery(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """Run a parked or ignored delivery again."""
    ledgers.delivery(intake_id)
    if not retry_intake(intake_id):
        raise RuleBroken("intake_not_parked", "Only a parked or ignored delivery can be run again.")
    return json_response({"id": intake_id, "state": ledgers.delivery(intake_id).row.state})


@router.get("/messages/{message_id}/original", permission=ChannelPermission.ORIGINAL)
def read_original(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """The raw mail of a message, for whoever may read its ticket."""
    found = ledgers.original_of(message_id)
    if found is None or not tickets.may_read(actor_of(request), found[1]):
        raise NotFound
    if not tickets.shows_in_full(actor_of(request), message_id):
        raise Forbidden("Something of this message is masked for you; its original is not.", code="masked")
    return _download(blobs.read(found[0]), f"{message_id}.eml")


def _download(data: bytes, name: str) -> HttpResponse:
    # Never shown by the browser as what it claims to be: a mail may hold any HTML.
    return HttpResponse(
        data,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def _outbox_row(entry: OutboxEntry) -> dict[str, Any]:
    row = entry.row
    return {
        "id": row.id,
        "to": row.to_address,
        "subject": row.subject,
        "kind": row.kind,
        "state": row.state,
        "created_at": row.created_at,
        "sent_at": row.sent_at,
        "attempts": row.attempts,
        "ticket_number": entry.ticket_number,
        "error": row.error or None,
    }


def _intake_row(entry: IntakeEntry) -> dict[str, Any]:
    row = entry.row
    return {
        "id": row.id,
        "channel": row.channel,
        "received_at": row.received_at,
        "state": row.state,
        "reason": row.reason or None,
        "sender": row.sender or None,
        "subject": row.subject or None,
        "size": row.size,
        "attempts": row.attempts,
        "ticket_number": entry.ticket_number,
        "error": row.error or None,
    }
