"""Add a message or a note to a ticket."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor, ActorKind
from relaydesk.files import public as files
from relaydesk.files.contracts import AttachmentView
from relaydesk.people import public as people
from relaydesk.platform.errors import Forbidden, Invalid, NotFound, RuleBroken
from relaydesk.platform.html_marks import mentions_in
from relaydesk.platform.ids import uuid7
from relaydesk.tickets import permissions
from relaydesk.tickets.actions import steps
from relaydesk.tickets.actions.composing import Composed, compose, files_of
from relaydesk.tickets.actions.external_ids import already_stored
from relaydesk.tickets.actions.facts import message_added, ticket_opened
from relaydesk.tickets.actions.filling_in import filled_in
from relaydesk.tickets.actions.follow_up import follow_up_for
from relaydesk.tickets.actions.mentioning import check_mentions, note_mentions, store_mentions
from relaydesk.tickets.actions.storing import Change, StoredMessage, finish, is_staff, load_for_change
from relaydesk.tickets.contracts import (
    NOBODY_ELSE,
    AuthorKind,
    Category,
    ChangeKind,
    MessageView,
    Recipients,
    Visibility,
)
from relaydesk.tickets.policies import EVERYTHING, unwritable
from relaydesk.tickets.queries import messages
from relaydesk.tickets.queries.merging import root_of
from relaydesk.tickets.queries.states import read_state, read_states
from relaydesk.tickets.rules import state as states
from relaydesk.tickets.rules.state import TicketState
from relaydesk.tickets.rules.transitions import REOPENED_BY_REQUESTER


@dataclass(frozen=True, slots=True)
class _Author:
    """In whose name a message stands."""

    kind: AuthorKind
    agent_id: UUID | None
    contact_id: UUID | None
    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wants to say, as it came in; see `public.add_message`."""

    visibility: Visibility
    channel: str
    body_html: str | None = None
    body_text: str | None = None
    quoted_html: str | None = None
    attachment_ids: tuple[UUID, ...] = ()
    automatic: bool = False
    external_id: str | None = None
    recipients: Recipients = NOBODY_ELSE


@transaction.atomic
def add_message(
    *,
    actor: Actor,
    at: datetime,
    ticket: int | str,
    words: Words,
    set_status: str | None = None,
    author_contact_id: UUID | None = None,
    author_name: str | None = None,
    seen: UUID | None = None,
) -> MessageView:
    """Add a message to a ticket, named by id or number.

    An agent's public reply moves `new` to `open` unless `set_status` says otherwise. A contact's
    message opens `waiting` and `solved` again, and on `closed` goes to a follow-up ticket.

    Args:
        seen: the last public message that the author had before his eyes; None when nobody says.

    Raises:
        NotFound: no such ticket within the actor's sight.
        Forbidden: visible, but not to be answered by this actor; or a contact wants to write a note.
        Invalid: nothing is said, or an attachment is not his to attach.
        RuleBroken: "ticket_closed" for an agent's public reply, "illegal_transition" for `set_status`,
            "new_messages" when others wrote publicly after `seen`, with their ids in data["message_ids"].
    """
    if words.external_id is not None and already_stored([words.external_id]):
        return messages.by_external_ids([words.external_id])[words.external_id]
    named = _load(actor, ticket)
    state = _going_on(named)
    author = _author(actor, author_contact_id, author_name)
    _check_fields(actor, state, words)
    _check(author, words, set_status)
    check_seen(actor, state, seen)
    body = compose(
        body_text=words.body_text,
        body_html=words.body_html,
        quoted_html=words.quoted_html,
        attachment_ids=words.attachment_ids,
        may_be_empty=not is_staff(actor),
        marks=is_staff(actor),
    )
    mentioned = () if _is_public(words) else mentions_in(body.html)
    check_mentions(state, mentioned, at=at)
    if is_staff(actor) and _is_public(words):
        body = filled_in(body, state, actor=actor, alone=not words.recipients)
    from_contact = author.kind == AuthorKind.CONTACT and not words.automatic
    if from_contact and (state.category == Category.CLOSED or state.deleted_at is not None):
        change = follow_up_for(named, actor=actor, at=at)
    elif state.category == Category.CLOSED and author.kind == AuthorKind.AGENT and _is_public(words):
        raise RuleBroken("ticket_closed", "A closed ticket takes no replies; open a new one.")
    else:
        change = Change.of(state, at=at)
    came_by = named.id if state is not named and change.state is state else None
    view = _put(change, author, words, body, actor=actor, at=at, came_by=came_by)
    note_mentions(change, view, mentioned)
    if from_contact:
        steps.wake(change, "answered")
    if set_status is not None:
        steps.move_to(change, set_status, at=at)
    elif change.before is not None and _opens(change.state, author, words, from_contact=from_contact):
        entry = steps.type_of(change)
        steps.enter(change, entry, entry.first_open(), at=at)
    finish(change, actor=actor, at=at)
    store_mentions(view, mentioned)
    return view


def check_seen(actor: Actor, state: TicketState, seen: UUID | None) -> None:
    """Refuse what was written before somebody else's public message came.

    Raises:
        Invalid: the ticket has no such message.
        RuleBroken: "new_messages".
    """
    came = messages.public_since(state.id, seen, not_by=actor.agent_id) if seen is not None else []
    if came:
        raise RuleBroken(
            "new_messages", "Somebody wrote while you did: read it first.", data={"message_ids": came}
        )


def _load(actor: Actor, ticket: int | str) -> TicketState:
    if actor.kind != ActorKind.CONTACT:
        return load_for_change(actor, ticket, also_merged=actor.kind is ActorKind.SYSTEM)
    # Of a requester's rights there is only this: his own ticket.
    where = "t.id = %s" if isinstance(ticket, int) else "t.number = %s"
    found = read_states(
        f"{where} AND t.requester_id = %s", [ticket, actor.contact_id], reach=EVERYTHING, lock=True
    )
    if not found:
        raise NotFound
    return found[0]


def _going_on(named: TicketState) -> TicketState:
    """Where words to a merged ticket go: to the one in which it goes on, under its lock."""
    state = named
    while state.merged_into_id is not None:
        found = read_state(root_of(state.id), reach=EVERYTHING, lock=True)
        if found is None:
            raise NotFound
        state = found
    return state


def _check_fields(actor: Actor, state: TicketState, words: Words) -> None:
    fields = [permissions.MESSAGES, *([permissions.ATTACHMENTS] if words.attachment_ids else [])]
    refused = unwritable(actor, state.type_key, fields) if actor.field_rights else []
    if refused:
        raise Forbidden("A role narrows these fields.", code="field_read_only", data={"fields": refused})


def _author(actor: Actor, contact_id: UUID | None, name: str | None) -> _Author:
    if actor.kind == ActorKind.AGENT:
        return _Author(AuthorKind.AGENT, actor.agent_id, None, actor.name)
    if actor.kind == ActorKind.CONTACT:
        return _Author(AuthorKind.CONTACT, None, actor.contact_id, actor.name)
    if contact_id is None:
        return _Author(AuthorKind.SYSTEM, None, None, name or actor.name)
    contact = people.contact(contact_id)
    if contact is None:
        raise Invalid.field("author_contact_id", "unknown_contact", "There is no such contact.")
    return _Author(AuthorKind.CONTACT, None, contact.id, name or contact.name)


def _check(author: _Author, words: Words, set_status: str | None) -> None:
    if words.recipients.to and _is_public(words):
        raise Invalid.field("to", "forwarded_publicly", "What is forwarded stays inside: write it as a note.")
    if (words.recipients.cc or words.recipients.bcc) and not (words.recipients.to or _is_public(words)):
        raise Invalid.field("cc", "note_has_no_recipients", "A note is sent to nobody.")
    if author.kind == AuthorKind.CONTACT and (not _is_public(words) or set_status is not None):
        raise Forbidden("A requester writes public messages only, and sets no status.")


def _is_public(words: Words) -> bool:
    return words.visibility == Visibility.PUBLIC


def _opens(state: TicketState, author: _Author, words: Words, *, from_contact: bool) -> bool:
    if from_contact:
        return state.category in REOPENED_BY_REQUESTER
    by_agent = author.kind == AuthorKind.AGENT and _is_public(words) and not words.automatic
    return by_agent and state.category == Category.NEW


def _put(
    change: Change,
    author: _Author,
    words: Words,
    body: Composed,
    *,
    actor: Actor,
    at: datetime,
    came_by: int | None,
) -> MessageView:
    state = change.state
    message_id = uuid7()
    file_ids = files_of(words.attachment_ids, body)
    view = MessageView(
        id=message_id,
        ticket_id=state.id,
        visibility=words.visibility,
        author_kind=author.kind,
        author_agent_id=author.agent_id,
        author_contact_id=author.contact_id,
        author_name=author.name,
        automatic=words.automatic,
        channel=words.channel,
        body_html=body.html,
        body_text=body.text,
        quoted_html=body.quoted_html,
        created_at=at,
        attachments=_attach(file_ids, message_id, body, actor),
        recipients=words.recipients or None,
        origin_id=came_by,
    )
    states.take_message(
        state, visibility=view.visibility, author_kind=view.author_kind, automatic=view.automatic, at=at
    )
    change.message = StoredMessage(view, words.external_id)
    if change.before is None:
        change.note(ChangeKind.OPENED, ticket_opened(state, view))
    else:
        change.note(ChangeKind.MESSAGE, message_added(state, view))
    return view


def _attach(
    file_ids: tuple[UUID, ...], message_id: UUID, body: Composed, actor: Actor
) -> tuple[AttachmentView, ...]:
    if not file_ids:
        return ()
    return files.attach(file_ids, owner=f"message:{message_id}", actor=actor, inline_ids=body.inline_ids)
