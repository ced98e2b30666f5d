"""Routes of time spent, costs and things to do."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field, StringConstraints

from relaydesk.access.contracts import Actor
from relaydesk.access.public import actor_of
from relaydesk.platform.clock import now
from relaydesk.platform.http.responses import json_response
from relaydesk.platform.http.router import Router
from relaydesk.platform.http.schemas import In, Out
from relaydesk.tickets.actions.add_cost import Cost, add_cost, correct_cost
from relaydesk.tickets.actions.keep_todos import (
    MOST_TODOS,
    TodoEdits,
    add_todo,
    change_todo,
    order_todos,
    remove_todo,
)
from relaydesk.tickets.actions.spend_time import TimeSpent, correct_time, spend_time
from relaydesk.tickets.http.schemas import Ref
from relaydesk.tickets.permissions import TicketPermission as P
from relaydesk.tickets.queries.visible import visible_ticket
from relaydesk.tickets.queries.work import work_of
from relaydesk.tickets.rules.assigning import KEEP
from relaydesk.tickets.rules.state import TicketState

router = Router(tags=["tickets"])

Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]


class TimeIn(In):
    """Time spent on a day."""

    minutes: Annotated[int, Field(ge=1, le=1440)]
    activity: Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
    note: Note = ""
    billable: bool = False
    spent_on: date


class CostIn(In):
    """A line of costs; numbers as text keep their decimals."""

    item: Line
    quantity: Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=3)]
    unit_price: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "CNY"


class TodoIn(In):
    """A thing to do."""

    text: Line
    assignee_id: UUID | None = None
    due_on: date | None = None


class TodoPatch(In):
    """What to change of a thing to do; what is not mentioned stays."""

    text: Line | None = None
    assignee_id: UUID | None = None
    due_on: date | None = None
    done: bool | None = None


class TodoOrder(In):
    """The things to do in their new order."""

    ids: Annotated[list[UUID], Field(max_length=MOST_TODOS)]


class TimeLine(Out):
    """Time that somebody spent."""

    id: UUID
    agent: Ref
    minutes: int
    activity: str
    note: str
    billable: bool
    spent_on: date
    correctable: bool


class TimesOut(Out):
    """Time spent, with its sums in minutes."""

    items: list[TimeLine]
    minutes: int
    billable_minutes: int


class CostOut(Out):
    """A line of costs."""

    id: UUID
    item: str
    quantity: str
    unit_price: str
    currency: str
    amount: str
    added_by: Ref
    correctable: bool


class MoneyOut(Out):
    """An amount of a currency."""

    currency: str
    amount: str


class CostsOut(Out):
    """Costs, with a sum for each currency."""

    items: list[CostOut]
    totals: list[MoneyOut]


class TodoOut(Out):
    """A thing to do."""

    id: UUID
    text: str
    assignee: Ref | None
    due_on: date | None
    done_at: datetime | None


class TodosOut(Out):
    """Things to do in their order, and how many of them are done."""

    items: list[TodoOut]
    done: int
    total: int
    percent: int | None


class WorkOut(Out):
    """What work on a ticket took and what is still to do; parts that a role hides are null."""

    times: TimesOut | None
    costs: CostsOut | None
    todos: TodosOut | None


@router.get("/tickets/{number}/work", permission=P.READ, response=WorkOut)
def work(request: HttpRequest, number: str) -> HttpResponse:
    """Time spent, costs and things to do."""
    actor = actor_of(request)
    return _answer(actor, visible_ticket(actor, number, binned=False))


@router.post("/tickets/{number}/times", permission=P.WRITE, response=WorkOut)
def add_time(request: HttpRequest, number: str, body: TimeIn) -> HttpResponse:
    """Write down time that one spent oneself."""
    actor = actor_of(request)
    return _answer(actor, spend_time(actor=actor, at=now(), number=number, spent=_spent(body)))


@router.put("/tickets/{number}/times/{uuid:line_id}", permission=P.WRITE, response=WorkOut)
def change_time(request: HttpRequest, number: str, line_id: UUID, body: TimeIn) -> HttpResponse:
    """Correct a line of time."""
    actor = actor_of(request)
    state = correct_time(actor=actor, at=now(), number=number, line_id=line_id, spent=_spent(body))
    return _answer(actor, state)


@router.delete("/tickets/{number}/times/{uuid:line_id}", permission=P.WRITE, response=WorkOut)
def remove_time(request: HttpRequest, number: str, line_id: UUID) -> HttpResponse:
    """Remove a line of time."""
    actor = actor_of(request)
    return _answer(actor, correct_time(actor=actor, at=now(), number=number, line_id=line_id, spent=None))


@router.post("/tickets/{number}/costs", permission=P.WRITE, response=WorkOut)
def add_cost_line(request: HttpRequest, number: str, body: CostIn) -> HttpResponse:
    """Add a line of costs."""
    actor = actor_of(request)
    return _answer(actor, add_cost(actor=actor, at=now(), number=number, cost=_cost(body)))


@router.put("/tickets/{number}/costs/{uuid:line_id}", permission=P.WRITE, response=WorkOut)
def change_cost(request: HttpRequest, number: str, line_id: UUID, body: CostIn) -> HttpResponse:
    """Correct a line of costs."""
    actor = actor_of(request)
    return _answer(
        actor, correct_cost(actor=actor, at=now(), number=number, line_id=line_id, cost=_cost(body))
    )


@router.delete("/tickets/{number}/costs/{uuid:line_id}", permission=P.WRITE, response=WorkOut)
def remove_cost(request: HttpRequest, number: str, line_id: UUID) -> HttpResponse:
    """Remove a line of costs."""
    actor = actor_of(request)
    return _answer(actor, correct_cost(actor=actor, at=now(), number=number, line_id=line_id, cost=None))


@router.post("/tickets/{number}/todos", permission=P.WRITE, response=WorkOut)
def add_todo_(request: HttpRequest, number: str, body: TodoIn) -> HttpResponse:
    """Add a thing to do."""
    actor = actor_of(request)
    edits = TodoEdits(text=body.text, assignee_id=body.assignee_id, due_on=body.due_on)
    return _answer(actor, add_todo(actor=actor, at=now(), number=number, edits=edits))


@router.put("/tickets/{number}/todos/order", permission=P.WRITE, response=WorkOut)
def order(request: HttpRequest, number: str, body: TodoOrder) -> HttpResponse:
    """Put the things to do into another order."""
    actor = actor_of(request)
    return _answer(actor, order_todos(actor=actor, at=now(), number=number, ids=body.ids))


@router.patch("/tickets/{number}/todos/{uuid:todo_id}", permission=P.WRITE, response=WorkOut)
def change_todo_(request: HttpRequest, number: str, todo_id: UUID, body: TodoPatch) -> HttpResponse:
    """Change a thing to do, tick it off, or take that back."""
    actor, named = actor_of(request), body.model_fields_set
    edits = TodoEdits(
        text=body.text,
        assignee_id=body.assignee_id if "assignee_id" in named else KEEP,
        due_on=body.due_on if "due_on" in named else KEEP,
        done=body.done,
    )
    return _answer(actor, change_todo(actor=actor, at=now(), number=number, todo_id=todo_id, edits=edits))


@router.delete("/tickets/{number}/todos/{uuid:todo_id}", permission=P.WRITE, response=WorkOut)
def remove_todo_(request: HttpRequest, number: str, todo_id: UUID) -> HttpResponse:
    """Remove a thing to do."""
    actor = actor_of(request)
    return _answer(actor, remove_todo(actor=actor, at=now(), number=number, todo_id=todo_id))


def _spent(body: TimeIn) -> TimeSpent:
    return TimeSpent(body.minutes, body.activity, body.note, body.billable, body.spent_on)


def _cost(body: CostIn) -> Cost:
    return Cost(body.item, body.quantity, body.unit_price, body.currency)


def _answer(actor: Actor, state: TicketState) -> HttpResponse:
    return json_response(work_of(state, actor=actor))
