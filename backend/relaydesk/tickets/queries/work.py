"""Time spent, costs and things to do of a ticket, for one reader."""

from typing import Any
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.people import public as people
from relaydesk.privacy.public import kinds_masked_for, mask_text
from relaydesk.tickets.models import CostLine, TimeEntry, Todo
from relaydesk.tickets.permissions import COSTS, TIMES, TODOS
from relaydesk.tickets.permissions import TicketPermission as P
from relaydesk.tickets.policies import reach
from relaydesk.tickets.rules.costs import amount_of, share_done, totals
from relaydesk.tickets.rules.state import TicketState

Json = dict[str, Any]


def work_of(state: TicketState, *, actor: Actor) -> Json:
    """All lines with their sums; a part that the reader's roles hide is None."""

    def shows(field: str) -> bool:
        return actor.field_right(field, state.type_key).shows

    times = list(TimeEntry.objects.filter(ticket_id=state.id).order_by("id")) if shows(TIMES) else None
    costs = list(CostLine.objects.filter(ticket_id=state.id).order_by("id")) if shows(COSTS) else None
    todos = list(Todo.objects.filter(ticket_id=state.id).order_by("place", "id")) if shows(TODOS) else None
    ids = {
        *(one.agent_id for one in times or ()),
        *(one.added_by_id for one in costs or ()),
        *(one.assignee_id for one in todos or () if one.assignee_id),
    }
    lines = _Lines(state, actor, {i: one.name for i, one in people.agents(ids).items()} if ids else {})
    return {
        "times": None if times is None else lines.times(times),
        "costs": None if costs is None else lines.costs(costs),
        "todos": None if todos is None else lines.todos(todos),
    }


class _Lines:
    """Turns lines into what one reader sees."""

    def __init__(self, state: TicketState, actor: Actor, names: dict[UUID, str]) -> None:
        self._actor, self._names = actor, names
        self._kinds = kinds_masked_for(actor, state.type_key)
        self._all = reach(actor, P.CORRECT_WORK).covers(state)

    def times(self, lines: list[TimeEntry]) -> Json:
        return {
            "items": [
                {
                    "id": one.id,
                    "agent": self._agent(one.agent_id),
                    "minutes": one.minutes,
                    "activity": one.activity,
                    "note": self._text(one.note),
                    "billable": one.billable,
                    "spent_on": one.spent_on,
                    "correctable": self._correctable(one.agent_id),
                }
                for one in lines
            ],
            "minutes": sum(one.minutes for one in lines),
            "billable_minutes": sum(one.minutes for one in lines if one.billable),
        }

    def costs(self, lines: list[CostLine]) -> Json:
        amounts = [(one.currency, amount_of(one.quantity, one.unit_price)) for one in lines]
        return {
            "items": [
                {
                    "id": one.id,
                    "item": self._text(one.item),
                    "quantity": f"{one.quantity.normalize():f}",
                    "unit_price": str(one.unit_price),
                    "currency": one.currency,
                    "amount": str(amount),
                    "added_by": self._agent(one.added_by_id),
                    "correctable": self._correctable(one.added_by_id),
                }
                for one, (_, amount) in zip(lines, amounts, strict=True)
            ],
            "totals": [{"currency": name, "amount": str(total)} for name, total in totals(amounts).items()],
        }

    def todos(self, lines: list[Todo]) -> Json:
        done = sum(one.done_at is not None for one in lines)
        return {
            "items": [
                {
                    "id": one.id,
                    "text": self._text(one.text),
                    "assignee": self._agent(one.assignee_id) if one.assignee_id else None,
                    "due_on": one.due_on,
                    "done_at": one.done_at,
                }
                for one in lines
            ],
            "done": done,
            "total": len(lines),
            "percent": share_done(done, len(lines)),
        }

    def _agent(self, agent_id: UUID) -> Json:
        return {"id": agent_id, "name": self._names.get(agent_id, "")}

    def _text(self, text: str) -> str:
        return mask_text(text, self._kinds) if self._kinds else text

    def _correctable(self, agent_id: UUID) -> bool:
        return self._all or agent_id == self._actor.agent_id
