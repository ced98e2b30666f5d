"""What the actions on time spent, costs and things to do share: who may, and the fact of it.

They change nothing of the ticket itself, so they count no version and never make a colleague's edit stale.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Forbidden, NotFound, RuleBroken
from relaydesk.platform.events import Event, record
from relaydesk.tickets.actions.storing import load_for_change
from relaydesk.tickets.events import subject_of
from relaydesk.tickets.permissions import TicketPermission as P
from relaydesk.tickets.policies import reach, unwritable
from relaydesk.tickets.rules.state import TicketState

MOST_LINES = 500
M = TypeVar("M", bound=models.Model)
Told = dict[str, Any]


def load_for_work(actor: Actor, number: str, field: str) -> TicketState:
    """Load a ticket for an agent who writes down work of a kind.

    Raises:
        NotFound, Forbidden, RuleBroken: as for every change of a ticket; "field_read_only".
    """
    state = load_for_change(actor, number)
    worker_of(actor)
    refused = unwritable(actor, state.type_key, [field])
    if refused:
        raise Forbidden("A role narrows these fields.", code="field_read_only", data={"fields": refused})
    return state


def worker_of(actor: Actor) -> UUID:
    """The agent who works.

    Raises:
        Forbidden: it is none.
    """
    if actor.agent_id is None:
        raise Forbidden("Only agents write down work.")
    return actor.agent_id


def insist_on_own(actor: Actor, state: TicketState, agent_id: UUID) -> None:
    """Lines are corrected by who wrote them, and by who may correct those of others.

    Raises:
        Forbidden: the line is a colleague's.
    """
    if agent_id != actor.agent_id and not reach(actor, P.CORRECT_WORK).covers(state):
        raise Forbidden("This line is a colleague's.", data={"permission": P.CORRECT_WORK.value})


def line_of(model: type[M], state: TicketState, line_id: UUID) -> M:
    """A line of this very ticket, under its lock.

    Raises:
        NotFound: it is another ticket's, or none.
    """
    found = model._default_manager.select_for_update().filter(id=line_id, ticket_id=state.id).first()
    if found is None:
        raise NotFound
    return found


def insist_on_room(model: type[models.Model], state: TicketState) -> None:
    """A ticket keeps so many lines of a kind.

    Raises:
        RuleBroken: "too_many_lines".
    """
    if model._default_manager.filter(ticket_id=state.id).count() >= MOST_LINES:
        raise RuleBroken("too_many_lines", f"At most {MOST_LINES} lines.")


def correct_line(
    line: models.Model, names: tuple[str, ...], write: Callable[[], None] | None
) -> tuple[Told, Told | None] | None:
    """Write a line anew, or (None) remove it.

    Returns:
        What it said before and says now, or None when it says the same.
    """
    before = told(line, names)
    if write is None:
        line.delete()
        return before, None
    write()
    after = told(line, names)
    if after == before:
        return None
    line.save()
    return before, after


def told(line: models.Model, names: tuple[str, ...]) -> Told:
    """The values of a line as a fact keeps them."""
    return {name: _plain(getattr(line, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def record_work(fact: Event, state: TicketState, *, actor: Actor, at: datetime) -> None:
    """Record a fact of a ticket."""
    record(fact, actor=actor.ref, subject=subject_of(state.id), at=at)
