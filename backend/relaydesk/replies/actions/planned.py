"""Replies that are sent later: to be taken back within seconds, or at an instant."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.access import public as access
from relaydesk.access.contracts import SYSTEM, Actor
from relaydesk.files import public as files
from relaydesk.platform.errors import Forbidden, Invalid, NotFound, Problem, RuleBroken
from relaydesk.platform.events import Event, record
from relaydesk.platform.timers import cancel_timer, set_timer
from relaydesk.replies.actions.drafts import forget_sent
from relaydesk.replies.contracts import (
    MAX_PLANNED_PER_AGENT,
    MOST_UNDO_SECONDS,
    PLANNED_AHEAD_DAYS,
    DraftKind,
    PlannedKind,
    PlannedState,
)
from relaydesk.replies.events import ReplyCancelled, ReplyHeld, ReplyPlanned
from relaydesk.replies.models import PlannedReply
from relaydesk.replies.policies import writer
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import Recipients, TicketView

SEND = "replies.send_planned"
DESK = "desk"
KEPT_BEYOND = timedelta(days=30)

_sending: ContextVar[bool] = ContextVar("relaydesk_replies_sending", default=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """A public reply and when it goes: after `undo_seconds`, or at `send_at`."""

    body_html: str
    attachment_ids: tuple[UUID, ...] = ()
    recipients: Recipients = tickets.NOBODY_ELSE
    set_status: str | None = None
    seen_message_id: UUID | None = None
    undo_seconds: int | None = None
    send_at: datetime | None = None


def is_sending() -> bool:
    """Whether a planned reply is being sent in this context: it has no draft any more."""
    return _sending.get()


@contextmanager
def while_sending() -> Iterator[None]:
    """Around what is sent without having been a draft."""
    token = _sending.set(True)
    try:
        yield
    finally:
        _sending.reset(token)


@transaction.atomic
def plan_reply(*, actor: Actor, at: datetime, number: str, plan: Plan) -> PlannedReply:
    """Take a reply to be sent later. What would refuse it now refuses it at once.

    Raises:
        NotFound, Forbidden, Invalid, RuleBroken: as sending it now would; "too_many_planned".
    """
    agent_id = writer(actor)
    ticket = tickets.ticket_for(actor, number, writing=True)
    kind, due_at = _when(plan, at)
    if PlannedReply.objects.filter(agent_id=agent_id).count() >= MAX_PLANNED_PER_AGENT:
        raise RuleBroken("too_many_planned", "Too many of your replies wait to be sent.")
    with while_sending():
        tickets.rehearse_message(
            actor=actor, at=at, ticket_id=ticket.id, seen=plan.seen_message_id, **_said(plan)
        )
    files.keep_uploads(plan.attachment_ids, actor=actor, until=due_at + KEPT_BEYOND)
    row = PlannedReply.objects.create(
        ticket_id=ticket.id,
        agent_id=agent_id,
        kind=kind.value,
        state=PlannedState.WAITING.value,
        body_html=plan.body_html,
        attachments=[str(one) for one in plan.attachment_ids],
        cc=list(plan.recipients.cc),
        bcc=list(plan.recipients.bcc),
        set_status=plan.set_status,
        seen_message=plan.seen_message_id,
        due_at=due_at,
        created_at=at,
    )
    set_timer(kind=SEND, subject=_subject(row.id), due_at=due_at)
    forget_sent(agent_id=agent_id, ticket_id=ticket.id, kind=DraftKind.REPLY)
    _record(ticket, _planned(row, ticket), actor, at)
    return row


def _when(plan: Plan, at: datetime) -> tuple[PlannedKind, datetime]:
    if (plan.undo_seconds is None) == (plan.send_at is None):
        raise Invalid.field("send_at", "one_of", "Either undo_seconds or send_at.")
    if plan.undo_seconds is not None:
        if not 1 <= plan.undo_seconds <= MOST_UNDO_SECONDS:
            raise Invalid.field("undo_seconds", "out_of_range", f"1 to {MOST_UNDO_SECONDS} seconds.")
        return PlannedKind.UNDO, at + timedelta(seconds=plan.undo_seconds)
    return PlannedKind.SCHEDULED, _later(plan.send_at, at)


def _later(instant: datetime | None, at: datetime) -> datetime:
    if instant is None or instant.tzinfo is None:
        raise Invalid.field("send_at", "no_offset", "An instant with its offset.")
    if not at < instant <= at + timedelta(days=PLANNED_AHEAD_DAYS):
        raise Invalid.field("send_at", "out_of_range", f"In the future, at most {PLANNED_AHEAD_DAYS} days.")
    return instant


def _said(plan: Plan) -> dict[str, Any]:
    return {
        "channel": DESK,
        "body_html": plan.body_html,
        "attachment_ids": plan.attachment_ids,
        "recipients": plan.recipients,
        "set_status": plan.set_status,
    }


@transaction.atomic
def cancel_planned(*, actor: Actor, at: datetime, number: str, reply_id: UUID) -> PlannedReply:
    """Take a planned reply back: its author alone may (CVE-2026-40592).

    Returns:
        The row as it was, for its words to be written on.

    Raises:
        NotFound: it is gone (sent already, or taken back), or the ticket is out of sight.
        Forbidden: it is somebody else's.
    """
    row, ticket = _own(actor, number, reply_id)
    cancel_timer(kind=SEND, subject=_subject(row.id))
    taken = PlannedReply.objects.get(pk=row.pk)
    row.delete()
    fact = ReplyCancelled(ticket_id=ticket.id, number=ticket.number, reply_id=reply_id, kind=taken.kind)
    _record(ticket, fact, actor, at)
    return taken


@transaction.atomic
def change_planned(
    *, actor: Actor, at: datetime, number: str, reply_id: UUID, send_at: datetime
) -> PlannedReply:
    """Move a planned reply to another instant; one that is held waits for it again, whatever came between.

    Raises:
        NotFound, Forbidden: see `cancel_planned`.
        Invalid: the instant is past or too far.
    """
    row, ticket = _own(actor, number, reply_id)
    row.due_at, row.kind = _later(send_at, at), PlannedKind.SCHEDULED.value
    row.state, row.reason, row.seen_message = (
        PlannedState.WAITING.value,
        "",
        tickets.last_public_message(ticket.id),
    )
    row.save()
    set_timer(kind=SEND, subject=_subject(row.id), due_at=row.due_at)
    _record(ticket, _planned(row, ticket), actor, at)
    return row


@transaction.atomic
def send_now(*, actor: Actor, at: datetime, number: str, reply_id: UUID) -> UUID:
    """Send a planned reply at once, whatever came between; return the message.

    Raises:
        NotFound, Forbidden: see `cancel_planned`.
        Invalid, RuleBroken: see `tickets.public.add_message`.
    """
    row, _ = _own(actor, number, reply_id)
    cancel_timer(kind=SEND, subject=_subject(row.id))
    return _send(row, actor, at, seen=None)


@transaction.atomic
def send_due(*, reply_id: UUID, at: datetime) -> None:
    """Send a reply whose instant has come, in its author's name and with the rights that he has now.

    What stands against it holds it, and its author is asked: others wrote since (a scheduled one), he may
    no longer, the ticket is closed.
    """
    row = PlannedReply.objects.select_for_update().filter(pk=reply_id).first()
    if row is None or row.state != PlannedState.WAITING.value:
        return
    author = access.actors_of_agents([row.agent_id], at).get(row.agent_id)
    try:
        if author is None:
            raise Forbidden(code="author_gone")
        # What can be taken back was looked at when it was sent; seconds later nobody asks again.
        seen = row.seen_message if row.kind == PlannedKind.SCHEDULED.value else None
        with transaction.atomic():
            _send(row, author, at, seen=seen)
    except Problem as refusal:
        row.state, row.reason = PlannedState.HELD.value, refusal.code
        row.save(update_fields=["state", "reason"])
        ticket = tickets.ticket(row.ticket_id)
        if ticket is not None:
            fact = ReplyHeld(
                ticket_id=ticket.id,
                number=ticket.number,
                reply_id=row.id,
                agent_id=row.agent_id,
                reason=refusal.code,
            )
            _record(ticket, fact, SYSTEM("replies"), at)


def _send(row: PlannedReply, author: Actor, at: datetime, *, seen: UUID | None) -> UUID:
    plan = Plan(
        body_html=row.body_html,
        attachment_ids=tuple(UUID(one) for one in row.attachments),
        recipients=Recipients(cc=tuple(row.cc), bcc=tuple(row.bcc)),
        set_status=row.set_status,
    )
    with while_sending():
        message = tickets.add_message(actor=author, at=at, ticket_id=row.ticket_id, seen=seen, **_said(plan))
    row.delete()
    return message.id


def _own(actor: Actor, number: str, reply_id: UUID) -> tuple[PlannedReply, TicketView]:
    agent_id = writer(actor)
    ticket = tickets.ticket_for(actor, number)
    row = PlannedReply.objects.select_for_update().filter(pk=reply_id, ticket_id=ticket.id).first()
    if row is None:
        raise NotFound
    if row.agent_id != agent_id:
        raise Forbidden("Only its author may do that.", code="not_the_author")
    return row, ticket


def _planned(row: PlannedReply, ticket: TicketView) -> ReplyPlanned:
    return ReplyPlanned(
        ticket_id=ticket.id, number=ticket.number, reply_id=row.id, kind=row.kind, due_at=row.due_at
    )


def _subject(reply_id: UUID) -> str:
    return f"planned-reply:{reply_id}"


def _record(ticket: TicketView, fact: Event, actor: Actor, at: datetime) -> None:
    record(fact, actor=actor.ref, subject=f"ticket:{ticket.id}", at=at)
