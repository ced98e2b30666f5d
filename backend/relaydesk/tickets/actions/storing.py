"""Writing tickets, messages and facts: the last step that all actions share.

An action loads a ticket under its lock, changes its `TicketState`, notes what happened in a
`Change`, and saves. Saving asks the participants first, so that what they compute goes into the
same statement as the ticket's row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from relaydesk.access.contracts import Actor, ActorKind, FieldRight
from relaydesk.platform.errors import FieldError, Forbidden, Invalid, NotFound, RuleBroken
from relaydesk.platform.events import Event, record_many
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets import permissions
from relaydesk.tickets.actions.remembering_tags import remember_tags
from relaydesk.tickets.contracts import (
    Category,
    ChangeKind,
    MessageFacts,
    MessageView,
    TicketChange,
    TicketView,
)
from relaydesk.tickets.events import subject_of
from relaydesk.tickets.models import Ticket
from relaydesk.tickets.participants import run_participants
from relaydesk.tickets.permissions import TicketPermission as P
from relaydesk.tickets.policies import may_write, reach
from relaydesk.tickets.queries.merging import number_of_root
from relaydesk.tickets.queries.relating import open_children_of
from relaydesk.tickets.queries.states import read_state
from relaydesk.tickets.rules.state import TicketState

TICKET_COLUMNS = (
    *(
        "id",
        "number",
        "type_id",
        "status_id",
        "status_category",
        "priority",
        "subject",
        "channel",
        "requester_id",
    ),
    *(
        "assignee_id",
        "team_id",
        "department_id",
        "tags",
        "version",
        "created_at",
        "updated_at",
        "accepted_at",
    ),
    *("started_at", "first_response_at", "solved_at", "closed_at", "last_public_message_at"),
    *("last_requester_message_at", "next_due_at", "at_risk", "label", "deleted_at"),
    *("snoozed_at", "snoozed_until", "merged_into_id"),
    *("planned_from", "planned_until"),
)
MESSAGE_COLUMNS = (
    *("id", "ticket_id", "visibility", "author_kind", "author_agent_id", "author_contact_id", "author_name"),
    *("channel", "automatic", "body_html", "body_text", "quoted_html", "created_at", "external_id"),
    "recipients",
    "origin_id",
)
_INSERT = (
    f"WITH ticket AS (INSERT INTO tickets_ticket ({', '.join(TICKET_COLUMNS)})"  # noqa: S608 - constants only
    f" VALUES ({', '.join(['%s'] * len(TICKET_COLUMNS))}))"
    f" INSERT INTO tickets_message ({', '.join(MESSAGE_COLUMNS)})"
    f" VALUES ({', '.join(['%s'] * len(MESSAGE_COLUMNS))})"
)
_INSERT_MESSAGE = (
    f"INSERT INTO tickets_message ({', '.join(MESSAGE_COLUMNS)})"  # noqa: S608 - constants only
    f" VALUES ({', '.join(['%s'] * len(MESSAGE_COLUMNS))})"
)
_MUTABLE = (
    *(
        "type_id",
        "status_id",
        "status_category",
        "priority",
        "subject",
        "assignee_id",
        "team_id",
        "department_id",
    ),
    *(
        "tags",
        "version",
        "updated_at",
        "accepted_at",
        "started_at",
        "first_response_at",
        "solved_at",
        "closed_at",
    ),
    *("last_public_message_at", "last_requester_message_at", "next_due_at", "at_risk", "label", "deleted_at"),
    *("snoozed_at", "snoozed_until", "merged_into_id"),
    *("planned_from", "planned_until"),
)
_UPDATE = f"UPDATE tickets_ticket SET {', '.join(f'{c} = %s' for c in _MUTABLE)} WHERE id = %s"  # noqa: S608
_TAKE_NUMBERS = (
    "SELECT nextval('tickets_ticket_id_seq'), nextval('tickets_number_seq') FROM generate_series(1, %s::int)"
)
COPY_TICKETS = f"COPY tickets_ticket ({', '.join(TICKET_COLUMNS)}) FROM STDIN"
COPY_MESSAGES = f"COPY tickets_message ({', '.join(MESSAGE_COLUMNS)}) FROM STDIN"
_ATTRIBUTE = {"status_category": "category"}
_TICKET_ATTRIBUTES = tuple(_ATTRIBUTE.get(c, c) for c in TICKET_COLUMNS)
_MUTABLE_ATTRIBUTES = tuple(_ATTRIBUTE.get(c, c) for c in _MUTABLE)


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message on its way into the table."""

    view: MessageView
    external_id: str | None

    def row(self) -> list[Any]:
        """The values in the order of MESSAGE_COLUMNS."""
        v = self.view
        return [
            *(
                v.id,
                v.ticket_id,
                v.visibility.value,
                v.author_kind.value,
                v.author_agent_id,
                v.author_contact_id,
            ),
            *(v.author_name, v.channel, v.automatic, v.body_html, v.body_text, v.quoted_html, v.created_at),
            self.external_id,
            orjson.dumps(asdict(v.recipients)).decode() if v.recipients else None,
            v.origin_id,
        ]

    def facts(self) -> MessageFacts:
        """What participants may know of it."""
        v = self.view
        return MessageFacts(
            v.id, v.visibility, v.author_kind, v.author_agent_id, v.automatic, v.channel, v.created_at
        )


@dataclass(slots=True)
class Change:
    """What one action did to one ticket so far. `before` is None while the ticket is being opened."""

    state: TicketState
    before: TicketView | None
    kinds: list[ChangeKind] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    message: StoredMessage | None = None
    leave_children: bool = False
    """It was asked and answered that open children go on when the ticket is solved."""

    @classmethod
    def of(cls, state: TicketState, *, at: datetime) -> "Change":
        """Begin to change a loaded ticket: its version counts up once for the whole action."""
        change = cls(state, state.view())
        state.version += 1
        state.updated_at = max(at, state.updated_at)
        return change

    def note(self, kind: ChangeKind, event: Event | None) -> None:
        """Write down one thing that happened, with the fact to publish if there is one."""
        self.kinds.append(kind)
        if event is not None:
            self.events.append(event)

    def for_participants(self, actor: Actor, at: datetime) -> list[TicketChange]:
        """The changes as participants get them."""
        view = self.state.view()
        facts = self.message.facts() if self.message else None
        with_message = (ChangeKind.MESSAGE, ChangeKind.OPENED)
        return [
            TicketChange(view, kind, at, actor, facts if kind in with_message else None, self.before)
            for kind in self.kinds
        ]


def load_for_change(actor: Actor, ticket: int | str, *, also_merged: bool = False) -> TicketState:
    """Load a ticket under its lock, by id or number, for an actor who wants to change it.

    Args:
        also_merged: one that was merged into another too.

    Raises:
        NotFound: it does not exist or the actor may not see it; the answer is the same.
        RuleBroken: "ticket_in_bin", for one who may see the bin; "ticket_merged", with the number of the
            ticket in which it goes on, if he may see that.
        Forbidden: he sees it but may not change it.
    """
    state = read_state(ticket, reach=reach(actor), lock=True)
    if state is None:
        if actor.can(P.DELETE) and read_state(ticket, reach=reach(actor, P.DELETE, binned=True)):
            raise RuleBroken("ticket_in_bin", "This ticket is in the bin; restore it first.")
        raise NotFound
    insist_on_writing(actor, state)
    if not also_merged:
        insist_on_unmerged(actor, state)
    return state


def insist_on_writing(actor: Actor, state: TicketState) -> None:
    """Refuse one who sees a ticket but may not change it.

    Raises:
        Forbidden: so it is.
    """
    if not may_write(actor, state):
        raise Forbidden("You may read this ticket, not change it.")


def insist_on_unmerged(actor: Actor, state: TicketState) -> None:
    """Refuse work on a ticket that goes on in another.

    Raises:
        RuleBroken: "ticket_merged", with the number of the other if the actor may see it.
    """
    if state.merged_into_id is not None:
        raise RuleBroken(
            "ticket_merged",
            "This ticket was merged into another; work on that one.",
            data={"into": number_of_root(actor, state)},
        )


def take_numbers(count: int) -> list[tuple[int, int]]:
    """Take ids and numbers for new tickets: pairs of ticket id and sequence, never given out twice."""
    with hot_cursor() as cursor:
        cursor.execute(_TAKE_NUMBERS, [count])
        return list(cursor.fetchall())


def save(changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
    """Write tickets, messages and facts, in the caller's transaction.

    One ticket costs one statement for the row with its message (two when it is changed with a
    message) and one for the facts; many new tickets cost two COPYs and one for the facts, many changed
    ones without messages one statement for all rows.
    """
    _project(changes, actor, at)
    new = [change for change in changes if change.before is None]
    plain = [c for c in changes if c.before is not None and c.message is None]
    with hot_cursor() as cursor:
        if len(new) == 1 and new[0].message is not None:
            cursor.execute(_INSERT, _values(new[0].state, _TICKET_ATTRIBUTES) + new[0].message.row())
        elif new:
            _copy(cursor, COPY_TICKETS, (_values(c.state, _TICKET_ATTRIBUTES) for c in new))
            _copy(cursor, COPY_MESSAGES, (c.message.row() for c in new if c.message))
        if len(plain) > 1:
            cursor.execute(_update_many(), [_as_json(c.state for c in plain)])
        for change in changes:
            if change.before is not None and (len(plain) < 2 or change.message is not None):
                if change.message is not None:
                    cursor.execute(_INSERT_MESSAGE, change.message.row())
                cursor.execute(_UPDATE, [*_values(change.state, _MUTABLE_ATTRIBUTES), change.state.id])
    remember_tags(
        tag
        for change in changes
        for tag in change.state.tags
        if change.before is None or tag not in change.before.tags
    )
    record_many(
        [(event, subject_of(change.state.id)) for change in changes for event in change.events],
        actor=actor.ref,
        at=at,
    )


def _project(changes: Sequence[Change], actor: Actor, at: datetime) -> None:
    told = [item for change in changes for item in change.for_participants(actor, at)]
    projections = run_participants(told)
    for change in changes:
        projection = projections.get(change.state.id)
        if projection is not None:
            change.state.next_due_at = projection.next_due_at
            change.state.at_risk = projection.at_risk
            change.state.stopwatches = projection.stopwatches


def _values(state: TicketState, attributes: Sequence[str]) -> list[Any]:
    values = []
    for name in attributes:
        value = getattr(state, name)
        if name == "category":
            value = value.value
        elif name == "tags":
            value = list(value)
        values.append(value)
    return values


@cache
def _update_many() -> str:
    """The statement that writes many rows from one JSON text; the columns' types are those of the model."""
    types = {f.column: f.db_type(connection) for f in Ticket._meta.concrete_fields}
    columns = ", ".join(f"{c} {types[c]}" for c in _MUTABLE)
    return (
        f"UPDATE tickets_ticket t SET {', '.join(f'{c} = v.{c}' for c in _MUTABLE)}"  # noqa: S608
        f" FROM jsonb_to_recordset(%s::jsonb) AS v(id bigint, {columns}) WHERE t.id = v.id"
    )


def _as_json(states: Iterable[TicketState]) -> str:
    rows = [
        {"id": state.id, **dict(zip(_MUTABLE, _values(state, _MUTABLE_ATTRIBUTES), strict=True))}
        for state in states
    ]
    return orjson.dumps(rows).decode()


def _copy(cursor: Any, sql: str, rows: Iterable[list[Any]]) -> None:
    with cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)


def is_staff(actor: Actor) -> bool:
    """Whether the actor is an agent, a person who works here."""
    return actor.kind == ActorKind.AGENT and actor.agent_id is not None


def agent_id_of(actor: Actor) -> UUID | None:
    """The agent behind the actor, if there is one."""
    return actor.agent_id if actor.kind == ActorKind.AGENT else None


def finish_many(changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
    """Save those of many changes in which anything happened; as `finish`, asked of each before by
    `check_required`.
    """
    save([change for change in changes if change.kinds], actor=actor, at=at)


def finish(change: Change, *, actor: Actor, at: datetime) -> TicketState:
    """Save one change if anything happened; an action that changes nothing leaves no trace.

    Returns:
        The state as it now is; without a change, with the version it had.

    Raises:
        Invalid: it is to be solved while a field that the actor's role requires is empty.
        RuleBroken: "open_children": an agent solves it before its children, and did not say that he knows.
    """
    check_required(change, actor)
    check_children(change, actor)
    if change.kinds:
        save([change], actor=actor, at=at)
    elif change.before is not None:
        change.state.version = change.before.version
        change.state.updated_at = change.before.updated_at
    return change.state


_CAN_BE_EMPTY = {
    permissions.TEAM: "team_id",
    permissions.ASSIGNEE: "assignee_id",
    permissions.TAGS: "tags",
    permissions.LABEL: "label",
}
"""Fields of a ticket that can be empty."""


def check_required(change: Change, actor: Actor) -> None:
    """A ticket is solved only when what the role requires is filled in.

    Raises:
        Invalid: "required_fields_missing".
    """
    state, before = change.state, change.before
    if not actor.field_rights or state.category is not Category.SOLVED:
        return
    if before is None or before.category is Category.SOLVED:
        return
    missing = [
        FieldError(name, "required", "Fill this in before the ticket is solved.")
        for field, name in _CAN_BE_EMPTY.items()
        if actor.field_right(field, state.type_key) is FieldRight.REQUIRED and not getattr(state, name)
    ]
    if missing:
        raise Invalid(missing, code="required_fields_missing")


def check_children(change: Change, actor: Actor, known: Mapping[int, int] | None = None) -> None:
    """Whoever solves a parent before its children is asked whether he means it.

    Args:
        known: open children by parent, where they were asked for many tickets at once.

    Raises:
        RuleBroken: "open_children".
    """
    before, ended = change.before, (Category.SOLVED, Category.CLOSED)
    if change.leave_children or not is_staff(actor) or change.state.category not in ended:
        return
    if before is None or before.category in ended:
        return
    ident = change.state.id
    found = open_children_of([ident]) if known is None else known
    if found.get(ident):
        raise RuleBroken("open_children", "Some children are still open.", data={"open": found[ident]})
