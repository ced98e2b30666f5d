"""What every decision has in common: carry it out, store it with its candidates, record the fact."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import orjson
from django.db import transaction

from relaydesk.access.contracts import Actor
from relaydesk.dispatch.contracts import Outcome, Strategy, Trigger
from relaydesk.dispatch.events import DecisionMade
from relaydesk.dispatch.rules.choosing import Assessed, Candidate, Choice
from relaydesk.platform import events
from relaydesk.platform.ids import uuid7
from relaydesk.platform.sql import hot_cursor
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import AssignReason, TicketView
from relaydesk.tickets.events import subject_of

_STORE = """
INSERT INTO dispatch_decision (id, ticket_id, team_id, at, strategy, trigger, outcome, reason, chosen_id,
candidates) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)
"""
_WAIT = """
INSERT INTO dispatch_backlogentry (ticket_id, team_id, priority, due_at, since)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (ticket_id) DO UPDATE SET team_id = excluded.team_id, priority = excluded.priority,
    due_at = excluded.due_at
"""


class Overtaken(Exception):
    """The ticket changed between being looked at and being assigned; decide again."""


def give(*, actor: Actor, at: datetime, ticket: TicketView, chosen: Candidate) -> None:
    """Assign the ticket, in the caller's transaction, if it is still as it was looked at.

    Raises:
        Overtaken: somebody changed it meanwhile; nothing is written.
    """
    with transaction.atomic():
        after = tickets.assign_ticket(
            actor=actor,
            at=at,
            ticket_id=ticket.id,
            assignee_id=chosen.agent_id,
            team_id=ticket.team_id,
            reason=AssignReason.DISPATCH,
        )
        if after.version > ticket.version + 1:
            raise Overtaken


def store(
    *,
    actor: Actor,
    at: datetime,
    ticket: TicketView,
    choice: Choice,
    outcome: Outcome,
    reason: str,
    trigger: Trigger,
) -> UUID:
    """Store a decision with its candidates and record the fact, by two statements."""
    assert ticket.team_id is not None
    chosen = choice.chosen if outcome is not Outcome.BACKLOG else None
    decision_id, chosen_id = uuid7(), None if chosen is None else chosen.agent_id
    with hot_cursor() as cursor:
        cursor.execute(
            _STORE,
            [
                *(decision_id, ticket.id, ticket.team_id, at, Strategy.LEAST_LOADED.value, trigger.value),
                *(outcome.value, reason, chosen_id, _compact(choice.assessed)),
            ],
        )
    fact = DecisionMade(
        ticket_id=ticket.id,
        number=ticket.number,
        decision_id=decision_id,
        team_id=ticket.team_id,
        outcome=outcome.value,
        reason=reason,
        trigger=trigger.value,
        chosen_id=chosen_id,
        chosen_name=None if chosen is None else chosen.name,
        candidates=len(choice.assessed),
        eligible=choice.eligible,
    )
    events.record(fact, actor=actor.ref, subject=subject_of(ticket.id), at=at)
    return decision_id


def wait(ticket: TicketView, at: datetime) -> None:
    """Put the ticket into its team's backlog or bring its place up to date."""
    assert ticket.team_id is not None
    with hot_cursor() as cursor:
        cursor.execute(_WAIT, [ticket.id, ticket.team_id, ticket.priority, ticket.next_due_at, at])


def _compact(assessed: Sequence[Assessed]) -> str:
    lines = [
        (one.agent_id, one.presence, one.load, one.capacity, eligible, reasons)
        for one, eligible, reasons in assessed
    ]
    return orjson.dumps(lines).decode()
