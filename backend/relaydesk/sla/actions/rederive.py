"""Derive a ticket's stopwatches anew from its whole history, after a policy or a calendar changed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from relaydesk.sla.actions.keep_time import Reckoned, project, reckon, store
from relaydesk.sla.contracts import Measure, State
from relaydesk.sla.models import Policy, Stopwatch
from relaydesk.sla.queries import stopwatch_rows
from relaydesk.sla.queries.policies import terms_of
from relaydesk.sla.queries.stopwatch_rows import LOCK_TIMEOUT, Kept
from relaydesk.sla.queries.ticket_history import facts_of_ticket
from relaydesk.sla.rules.stopwatch import derive
from relaydesk.tickets import public as tickets


def tickets_under(policy_ids: Iterable[UUID], *, after: int, limit: int) -> list[int]:
    """Tickets with an unfinished stopwatch under these policies, by id, beyond `after`."""
    rows = Stopwatch.objects.filter(policy_id__in=list(policy_ids), ticket_id__gt=after)
    ids = rows.exclude(state=State.DONE.value).order_by("ticket_id").values_list("ticket_id", flat=True)
    return list(ids.distinct()[:limit])


@transaction.atomic
def rederive(*, ticket_id: int, at: datetime) -> None:
    """Derive the stopwatches anew: time spent or paused is kept, targets and calendar are today's.

    What was recorded stays recorded: a breach that still stands is not told again.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK_TIMEOUT)
    rows = stopwatch_rows.read([ticket_id], lock=True).get(ticket_id, [])
    ticket = tickets.ticket(ticket_id)
    if ticket is None or not rows:
        return
    terms = terms_of(Policy.objects.get(id=rows[0].policy_id))
    told = {kept.measure: kept for kept in rows}
    facts = facts_of_ticket(ticket_id)
    found: list[Reckoned] = []
    for measure in Measure:
        target = terms.target(measure, ticket.priority)
        if target is None:
            continue
        before = told.get(measure)
        one = reckon(
            Kept(
                ticket_id=ticket_id,
                policy_id=terms.policy_id,
                priority=ticket.priority,
                target_minutes=target // timedelta(minutes=1),
                track=derive(measure, facts, terms.pauses),
                reminder_told=before is not None and before.reminder_told,
                breach_told=before is not None and before.breach_told,
            ),
            terms,
            at,
        )
        if one is not None:
            found.append(one)
    store(found)
    shown = project(found)
    tickets.project(ticket_id, next_due_at=shown.next_due_at, at_risk=shown.at_risk)


def policies_with_calendar(calendar_id: UUID) -> list[Policy]:
    """The policies that reckon with a calendar."""
    return list(Policy.objects.filter(calendar_id=calendar_id).order_by("position"))
