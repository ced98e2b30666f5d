"""The door of `tickets`: what other modules may call. Arguments and results are plain values and contracts.

Every function that changes something takes the `actor` and the time `at`, and must be called inside
or outside a transaction alike; it opens one of its own where there is none.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Forbidden, Problem
from relaydesk.tickets.actions import many as _many
from relaydesk.tickets.actions.add_message import Words
from relaydesk.tickets.actions.add_message import add_message as _add_message
from relaydesk.tickets.actions.addressing import recipients_of
from relaydesk.tickets.actions.assign_ticket import assign_ticket as _assign_ticket
from relaydesk.tickets.actions.merge_tickets import merge_tickets as _merge_tickets
from relaydesk.tickets.actions.open_tickets import open_ticket as _open_ticket
from relaydesk.tickets.actions.open_tickets import open_tickets as _open_tickets
from relaydesk.tickets.actions.project_due import project_due as _project_due
from relaydesk.tickets.actions.set_status import set_status as _set_status
from relaydesk.tickets.actions.taking_back import TakeBack
from relaydesk.tickets.contracts import (
    NOBODY_ELSE,
    AssignReason,
    AuthorKind,
    Count,
    MessageView,
    NewTicket,
    ProgressStep,
    Recipients,
    TicketTexts,
    TicketView,
    Visibility,
)
from relaydesk.tickets.fields import TICKET_FIELDS
from relaydesk.tickets.participants import register_participant
from relaydesk.tickets.permissions import TicketPermission
from relaydesk.tickets.policies import may_write, reach, reads_team
from relaydesk.tickets.prepared_replies import register_reply_source
from relaydesk.tickets.queries import choosing as _choosing
from relaydesk.tickets.queries import counts, lookups, orders, rows, texts
from relaydesk.tickets.queries import exporting as _exporting
from relaydesk.tickets.queries.conditions import parse_condition
from relaydesk.tickets.queries.filters import FilterQuery
from relaydesk.tickets.queries.groups import GroupBy
from relaydesk.tickets.queries.kin import kin_of
from relaydesk.tickets.queries.masked import shown_in_full
from relaydesk.tickets.queries.masked import subject_for as _subject_for
from relaydesk.tickets.queries.names import names_of_fields, names_of_statuses
from relaydesk.tickets.queries.orders import Sort
from relaydesk.tickets.queries.reaching import newest_ids, places_of
from relaydesk.tickets.queries.sight import shown_html
from relaydesk.tickets.queries.states import read_states
from relaydesk.tickets.queries.visible import visible_ticket
from relaydesk.tickets.queries.watching import watchers_of as _watchers_of
from relaydesk.tickets.rules.assigning import KEEP
from relaydesk.tickets.saved_views import SavedView, register_view_source
from relaydesk.tickets.sections import register_message_section, register_ticket_section, register_time_keeper

register_field = TICKET_FIELDS.register
"""Add fields that conditions on tickets may ask for."""

SORTS = tuple(sort.value for sort in orders.Sort)
"""The orders that lists of tickets offer."""
GROUPS = tuple(group.value for group in GroupBy)
"""In what respects lists of tickets are grouped."""

change_many = _many.change_many
check_edits = _many.check_edits
choose_numbers = _choosing.choose_numbers
choose_matching = _choosing.choose_matching
Chosen = _choosing.Chosen
rows_to_export = _exporting.rows_to_export
take_back = _many.take_back

__all__ = [
    "GROUPS",
    "NOBODY_ELSE",
    "SORTS",
    "Chosen",
    "FilterQuery",
    "SavedView",
    "Sort",
    "TakeBack",
    "TicketPermission",
    "add_message",
    "as_seen",
    "assign_ticket",
    "change_many",
    "check_edits",
    "choose_matching",
    "choose_numbers",
    "goes_on_in",
    "ids_of_requester",
    "kin_of",
    "known_external_ids",
    "last_answers",
    "last_public_message",
    "list_rows",
    "may_read",
    "merge_tickets",
    "message",
    "messages",
    "messages_of_merged",
    "names_of_fields",
    "names_of_statuses",
    "newest_ids",
    "open_load",
    "open_ticket",
    "open_tickets",
    "places_of",
    "progress",
    "project",
    "reachable",
    "readable",
    "reads_team",
    "recipients_of",
    "register_field",
    "register_message_section",
    "register_participant",
    "register_reply_source",
    "register_ticket_section",
    "register_time_keeper",
    "register_view_source",
    "rehearse_message",
    "rows_to_export",
    "set_status",
    "shown_html",
    "shows_in_full",
    "subject_for",
    "take_back",
    "ticket",
    "ticket_by_number",
    "ticket_for",
    "ticket_texts",
    "tickets",
    "visible_ids",
    "watchers_of",
]


def open_ticket(
    *,
    actor: Actor,
    at: datetime,
    subject: str,
    requester_id: UUID,
    channel: str,
    body_text: str | None = None,
    body_html: str | None = None,
    quoted_html: str | None = None,
    type_key: str = "request",
    priority: str = "P2",
    team_id: UUID | None = None,
    assignee_id: UUID | None = None,
    tags: Sequence[str] = (),
    attachment_ids: Sequence[UUID] = (),
    external_id: str | None = None,
    author: AuthorKind | str = AuthorKind.CONTACT,
    automatic: bool = False,
) -> TicketView:
    """Open a ticket with its first message.

    Args:
        actor: who does it; for what comes in by a channel a contact actor or a system actor.
        at: now, aware UTC.
        subject: one line; empty becomes 无主题 unless an agent opens it.
        requester_id: the contact who asks.
        channel: the way in, for instance "email", "form", "phone", "api".
        body_text, body_html: what is said; at least one. HTML is sanitised here.
        quoted_html: folded quotation below the body.
        type_key, priority: ticket type, and P0 to P3.
        team_id, assignee_id: to whom it goes; without either the type's default team.
        attachment_ids: uploads of this very actor that belong to nothing yet.
        external_id: the channel's own name of the message. The same again returns the ticket made first.
        author: who wrote the first message: the requester, or the agent who opens it.
        automatic: the first message was written by a machine.

    Raises:
        Forbidden, Invalid, RuleBroken: see `actions/open_tickets.py`.
    """
    return _open_ticket(
        actor=actor,
        at=at,
        new=NewTicket(
            subject=subject,
            requester_id=requester_id,
            channel=channel,
            body_text=body_text,
            body_html=body_html,
            quoted_html=quoted_html,
            type_key=type_key,
            priority=priority,
            team_id=team_id,
            assignee_id=assignee_id,
            tags=tuple(tags),
            attachment_ids=tuple(attachment_ids),
            external_id=external_id,
            author=AuthorKind(author),
            automatic=automatic,
        ),
    ).view()


def open_tickets(*, actor: Actor, at: datetime, batch: Sequence[NewTicket]) -> list[TicketView | Problem]:
    """Open many tickets with a constant number of statements; each line gets its ticket or its refusal."""
    results = _open_tickets(actor=actor, at=at, batch=batch)
    return [result if isinstance(result, Problem) else result.view() for result in results]


def add_message(
    *,
    actor: Actor,
    at: datetime,
    ticket_id: int,
    visibility: Visibility | str = Visibility.PUBLIC,
    channel: str,
    body_html: str | None = None,
    body_text: str | None = None,
    quoted_html: str | None = None,
    attachment_ids: Sequence[UUID] = (),
    automatic: bool = False,
    external_id: str | None = None,
    set_status: str | None = None,
    author_contact_id: UUID | None = None,
    author_name: str | None = None,
    recipients: Recipients = NOBODY_ELSE,
    seen: UUID | None = None,
) -> MessageView:
    """Add a message or note to a ticket.

    A contact's message opens `waiting` and `solved` again; on `closed` it goes to a follow-up ticket, so read
    `ticket_id` of the result. An automatic message moves nothing.

    Args:
        actor: an agent, the requester (contact actor), or a system actor for a channel.
        author_contact_id, author_name: only from a system actor: the contact in whose name the message came.
        external_id: the channel's own name of the message. The same again returns the message stored first.
        set_status: status to move to in the same step (agents and system only).
        recipients: copies of a public message; `to` makes of a note a forwarded one.
        seen: the last public message that the author had before his eyes.

    Raises:
        NotFound, Forbidden, Invalid, RuleBroken: see `actions/add_message.py`.
    """
    return _add_message(
        actor=actor,
        at=at,
        ticket=ticket_id,
        words=Words(
            visibility=Visibility(visibility),
            channel=channel,
            body_html=body_html,
            body_text=body_text,
            quoted_html=quoted_html,
            attachment_ids=tuple(attachment_ids),
            automatic=automatic,
            external_id=external_id,
            recipients=recipients,
        ),
        set_status=set_status,
        author_contact_id=author_contact_id,
        author_name=author_name,
        seen=seen,
    )


def assign_ticket(
    *,
    actor: Actor,
    at: datetime,
    ticket_id: int,
    assignee_id: UUID | None,
    team_id: UUID | None = None,
    reason: AssignReason | str = AssignReason.MANUAL,
) -> TicketView:
    """Give a ticket to an agent (or to nobody, `None`) and, when named, to a team.

    Without `team_id` the team stays if the agent is in it, else his first team is taken.

    Raises:
        NotFound, Forbidden, Invalid, RuleBroken: "assignee_not_in_team", "assignee_without_team".
    """
    return _assign_ticket(
        actor=actor,
        at=at,
        ticket_id=ticket_id,
        assignee_id=assignee_id,
        team_id=KEEP if team_id is None else team_id,
        reason=AssignReason(reason),
    ).view()


def merge_tickets(
    *, actor: Actor, at: datetime, number: str, sources: Sequence[str], across_requesters: bool = False
) -> TicketView:
    """Merge tickets into one; all of them or none. The actor needs the right to change each of them.

    Raises:
        NotFound, Forbidden, Invalid, RuleBroken: see `actions/merge_tickets.py`.
    """
    return _merge_tickets(
        actor=actor, at=at, number=number, sources=sources, across_requesters=across_requesters
    ).view()


def set_status(*, actor: Actor, at: datetime, ticket_id: int, status_key: str) -> TicketView:
    """Move a ticket to another status.

    Raises:
        NotFound, Forbidden, Invalid, RuleBroken: "illegal_transition" with the legal ones in data["allowed"].
    """
    return _set_status(actor=actor, at=at, ticket_id=ticket_id, status_key=status_key).view()


def project(ticket_id: int, *, next_due_at: datetime | None, at_risk: bool) -> None:
    """Write the facts of `sla` into the ticket's row, outside its participant (a timer fired)."""
    _project_due(ticket_id=ticket_id, next_due_at=next_due_at, at_risk=at_risk)


def ticket(ticket_id: int) -> TicketView | None:
    """One ticket, whoever asks: the caller answers for the right to see it."""
    return lookups.tickets([ticket_id]).get(ticket_id)


def tickets(ids: Collection[int]) -> dict[int, TicketView]:
    """Many tickets by id; unknown ids are left out."""
    return lookups.tickets(ids)


def ticket_by_number(number: str) -> TicketView | None:
    """One ticket by its number, whoever asks."""
    return lookups.ticket_by_number(number)


def message(message_id: UUID) -> MessageView | None:
    """One message or note, whoever asks."""
    return lookups.message(message_id)


def messages(ticket_id: int, *, public_only: bool) -> list[MessageView]:
    """All messages of a ticket, oldest first; with `public_only` what the requester may see."""
    return lookups.messages(ticket_id, public_only=public_only)


def last_public_message(ticket_id: int) -> UUID | None:
    """The last message that the requester may see."""
    return lookups.last_public_message(ticket_id)


def messages_of_merged(source_id: int) -> list[MessageView]:
    """The public messages of a merged ticket alone, oldest first, wherever they are shown now."""
    return lookups.messages_of_merged(source_id)


def goes_on_in(merged: TicketView) -> TicketView:
    """The ticket in which this one goes on: itself, unless it was merged."""
    if merged.merged_into_id is None:
        return merged
    return lookups.goes_on_in(merged.id) or merged


def known_external_ids(external_ids: Collection[str]) -> dict[str, MessageView]:
    """Which of these names of messages are stored already."""
    return lookups.known_external_ids(external_ids)


def open_load(agent_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many tickets wait for each agent's own work: categories new and open. Agents without any have 0."""
    return lookups.open_load(agent_ids)


def open_of_agent(agent_id: UUID, *, limit: int) -> list[int]:
    """Ids of tickets on which an agent has not finished work, the one untouched longest first."""
    return lookups.open_of_agent(agent_id, limit=limit)


def visible_ids(actor: Actor, ids: Collection[int]) -> set[int]:
    """Those of `ids` that the actor may read."""
    return lookups.visible_ids(actor, ids)


def readable(actor: Actor, views: Iterable[TicketView]) -> set[int]:
    """The ids of those tickets, loaded already, that the actor may read; asks no database."""
    reached = reach(actor)
    return {view.id for view in views if reached.covers(view)}


def reachable(actor: Actor) -> tuple[str, list[Any]]:
    """The tickets that the actor may read, as one SQL condition over `t` with its parameters."""
    return reach(actor).sql()


def list_rows(actor: Actor, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Tickets by id as the rows of lists show them: only what the actor may read, the rest masked or null."""
    if not ids:
        return {}
    states = read_states("t.id = ANY(%s)", [list(ids)], reach=reach(actor))
    shown = rows.present_rows(states, actor=actor)
    return {state.id: row for state, row in zip(states, shown, strict=True)}


def ticket_texts(ids: Collection[int]) -> list[TicketTexts]:
    """The words of tickets, whoever asks; for an index."""
    return texts.ticket_texts(ids)


def last_answers(ids: Collection[int], *, longest: int) -> dict[int, str]:
    """What an agent last wrote to each requester, cut to `longest` characters, whoever asks."""
    return texts.last_answers(ids, longest=longest)


def ids_of_requester(requester_id: UUID, *, limit: int) -> list[int]:
    """His tickets, the last changed first, whoever asks."""
    return lookups.ids_of_requester(requester_id, limit)


def shows_in_full(actor: Actor, message_id: UUID) -> bool:
    """Whether nothing of a message is hidden from the actor or masked: only then he may have its original."""
    view = message(message_id)
    seen = ticket(view.ticket_id) if view else None
    return view is not None and seen is not None and shown_in_full(actor, seen, view)


def subject_for(actor: Actor, ticket_view: TicketView) -> str:
    """The subject as the actor sees it, masked where it must be; may he read the ticket? Ask that too."""
    return _subject_for(actor, ticket_view)


def watchers_of(ids: Collection[int]) -> dict[int, tuple[UUID, ...]]:
    """The agents who watch these tickets, whoever asks; tickets that nobody watches are left out.

    Watching gives no right: before an agent is told anything, ask whether he may read the ticket.
    """
    return _watchers_of(ids)


def checked_condition(sent: Any, actor: Actor) -> Any:
    """A condition to be stored. Raises Invalid, each fault naming its leaf, or Forbidden ("field_hidden")."""
    return parse_condition(sent, actor).as_json()


def count_conditions(actor: Actor, conditions: Mapping[str, object]) -> dict[str, Count | None]:
    """How many tickets the actor may read under each condition; None where he cannot ask it."""
    return counts.count_conditions(actor, conditions)


def ticket_for(actor: Actor, number: str, *, writing: bool = False) -> TicketView:
    """One ticket at work by its number, for an actor who wants to read it, or to write on it.

    Raises:
        NotFound: it does not exist or the actor may not see it.
        Forbidden: he sees it but may not write on it.
    """
    state = visible_ticket(actor, number, binned=False)
    if writing and not may_write(actor, state):
        raise Forbidden("You may read this ticket, not change it.")
    return state.view()


def as_seen(actor: Actor, number: str) -> dict[str, Any]:
    """One ticket as the row of a list that this reader gets: hidden fields empty, masked ones masked.

    Raises:
        NotFound: it does not exist or the actor may not see it.
    """
    return rows.present_rows([visible_ticket(actor, number, binned=False)], actor=actor)[0]


def rehearse_message(**message: Any) -> None:
    """Try `add_message` with these arguments, and undo it whatever it does.

    Raises:
        NotFound, Forbidden, Invalid, RuleBroken: as it would.
    """
    try:
        with transaction.atomic():
            add_message(**message)
            raise _Rehearsed
    except _Rehearsed:
        return


class _Rehearsed(Exception):
    """The rehearsal is over; what it did is undone."""


def may_read(actor: Actor, ticket_id: int) -> bool:
    """Whether the actor may read the ticket."""
    return ticket_id in lookups.visible_ids(actor, [ticket_id])


def progress(ticket_view: TicketView) -> tuple[ProgressStep, ...]:
    """The progress bar that desk and portal show."""
    return lookups.progress_of(ticket_view)
