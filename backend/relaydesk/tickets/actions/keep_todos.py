"""Things to do inside a ticket: add, change, tick off, order, remove."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Invalid, RuleBroken
from relaydesk.tickets.actions import steps
from relaydesk.tickets.actions.keeping_work import line_of, load_for_work, record_work, told
from relaydesk.tickets.events import TodoChanged, TodosOrdered
from relaydesk.tickets.models import Todo
from relaydesk.tickets.permissions import TODOS
from relaydesk.tickets.rules.assigning import KEEP, Keep
from relaydesk.tickets.rules.state import TicketState

MOST_TODOS = 100
TOLD = ("text", "assignee_id", "due_on", "done_at")
_ORDER = """
UPDATE tickets_todo t SET place = g.place FROM unnest(%s::uuid[]) WITH ORDINALITY AS g(id, place)
 WHERE t.id = g.id AND t.ticket_id = %s
"""


@dataclass(frozen=True, slots=True)
class TodoEdits:
    """What is to be written of a thing to do; what is KEEP or None stays."""

    text: str | None = None
    assignee_id: UUID | Keep | None = KEEP
    due_on: date | Keep | None = KEEP
    done: bool | None = None


@transaction.atomic
def add_todo(*, actor: Actor, at: datetime, number: str, edits: TodoEdits) -> TicketState:
    """Add a thing to do behind the others.

    Raises:
        NotFound, Forbidden: the ticket is invisible, or may not be changed by this actor.
        Invalid: it says nothing, or names no active agent.
        RuleBroken: "too_many_todos".
    """
    state = load_for_work(actor, number, TODOS)
    if not edits.text:
        raise Invalid.field("text", "required", "Say what is to be done.")
    mine = Todo.objects.filter(ticket_id=state.id)
    if mine.count() >= MOST_TODOS:
        raise RuleBroken("too_many_todos", f"At most {MOST_TODOS} things to do.")
    last = mine.aggregate(last=Max("place"))["last"] or 0
    line = Todo(ticket_id=state.id, place=last + 1, created_at=at)
    _write(line, edits, at)
    line.save(force_insert=True)
    _record(state, line.id, None, told(line, TOLD), actor=actor, at=at)
    return state


@transaction.atomic
def change_todo(*, actor: Actor, at: datetime, number: str, todo_id: UUID, edits: TodoEdits) -> TicketState:
    """Change a thing to do, tick it off, or take that back.

    Raises:
        NotFound: the ticket is invisible, or has no such thing to do.
        Forbidden: the ticket may not be changed by this actor.
        Invalid: it names no active agent.
    """
    state = load_for_work(actor, number, TODOS)
    line = line_of(Todo, state, todo_id)
    before = told(line, TOLD)
    _write(line, edits, at)
    after = told(line, TOLD)
    if after != before:
        line.save()
        _record(state, todo_id, before, after, actor=actor, at=at)
    return state


@transaction.atomic
def remove_todo(*, actor: Actor, at: datetime, number: str, todo_id: UUID) -> TicketState:
    """Remove a thing to do.

    Raises:
        NotFound, Forbidden: as for changing it.
    """
    state = load_for_work(actor, number, TODOS)
    line = line_of(Todo, state, todo_id)
    before = told(line, TOLD)
    line.delete()
    _record(state, todo_id, before, None, actor=actor, at=at)
    return state


@transaction.atomic
def order_todos(*, actor: Actor, at: datetime, number: str, ids: Sequence[UUID]) -> TicketState:
    """Put the things to do into this order.

    Raises:
        NotFound, Forbidden: as for changing one.
        Invalid: these are not exactly the ticket's things to do.
    """
    state = load_for_work(actor, number, TODOS)
    present = list(
        Todo.objects.filter(ticket_id=state.id).order_by("place", "id").values_list("id", flat=True)
    )
    if sorted(present) != sorted(ids):
        raise Invalid.field("ids", "not_these", "Name each thing to do of this ticket once.")
    if present != list(ids):
        with connection.cursor() as cursor:
            cursor.execute(_ORDER, [list(ids), state.id])
        fact = TodosOrdered(ticket_id=state.id, number=state.number, count=len(ids))
        record_work(fact, state, actor=actor, at=at)
    return state


def _write(line: Todo, edits: TodoEdits, at: datetime) -> None:
    if edits.text:
        line.text = edits.text
    if not isinstance(edits.assignee_id, Keep) and edits.assignee_id != line.assignee_id:
        steps.find_assignee(edits.assignee_id)
        line.assignee_id = edits.assignee_id
    if not isinstance(edits.due_on, Keep):
        line.due_on = edits.due_on
    if edits.done is not None:
        line.done_at = (line.done_at or at) if edits.done else None


def _record(
    state: TicketState,
    todo_id: UUID,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    fact = TodoChanged(ticket_id=state.id, number=state.number, entry_id=todo_id, before=before, after=after)
    record_work(fact, state, actor=actor, at=at)
