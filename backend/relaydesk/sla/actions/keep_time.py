"""Keep the stopwatches of changed tickets: computed in the transaction of the change, in bulk.

Opening reads nothing; a later change reads the stopwatches by one statement; either writes them by one and
sets their timers by one. What moves no stopwatch costs no statement at all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from relaydesk.platform.timers import TimerSpec, cancel_timers_of, set_timers
from relaydesk.sla.contracts import Measure, State
from relaydesk.sla.queries import stopwatch_rows
from relaydesk.sla.queries.explanation import view_of
from relaydesk.sla.queries.policies import Terms, all_terms, terms_for_new_ticket
from relaydesk.sla.queries.stopwatch_rows import Kept
from relaydesk.sla.rules.stopwatch import Fact, FactKind, Figures, Track, advance, figures
from relaydesk.tickets.contracts import AuthorKind, ChangeKind, Projection, TicketChange, Visibility

REMINDER = "sla.reminder"
BREACH = "sla.breach"

CAUSES = {
    ChangeKind.OPENED: "tickets.ticket.opened",
    ChangeKind.MESSAGE: "tickets.message.added",
    ChangeKind.STATUS: "tickets.status.changed",
}


def timer_subject(ticket_id: int, measure: Measure) -> str:
    """The subject of a stopwatch's timers."""
    return f"ticket:{ticket_id}:{measure.value}"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A stopwatch and what it comes to at `now`."""

    kept: Kept
    found: Figures
    now: datetime

    def for_ticket(self, ticket_id: int) -> "Reckoned":
        """The same for another ticket."""
        kept = self.kept
        own = Kept(ticket_id, kept.policy_id, kept.priority, kept.target_minutes, kept.track)
        return Reckoned(own, self.found, self.now)

    def timers(self) -> list[TimerSpec]:
        """The reminder and the breach whose events are still to be recorded."""
        subject = timer_subject(self.kept.ticket_id, self.kept.measure)
        due_at, remind_at = self.found.due_at, self.found.remind_at
        timers: list[TimerSpec] = []
        running = self.found.state is State.RUNNING
        # A breach that nobody has recorded yet is still to be told when the stopwatch has been stopped since.
        if (
            due_at is not None
            and not self.kept.breach_told
            and (running or self.found.breached_at is not None)
        ):
            timers.append(TimerSpec(kind=BREACH, subject=subject, due_at=due_at))
        # Once the target is used up the breach says it all.
        if (
            running
            and remind_at is not None
            and not self.kept.reminder_told
            and self.found.breached_at is None
        ):
            timers.append(TimerSpec(kind=REMINDER, subject=subject, due_at=remind_at))
        return timers


def participate(changes: Sequence[TicketChange]) -> dict[int, Projection]:
    """Keep time for all changes of one action (a participant of `tickets`, see its `participants.py`)."""
    opened = [change for change in changes if change.kind is ChangeKind.OPENED]
    later = _relevant(change for change in changes if change.kind is not ChangeKind.OPENED)
    projections: dict[int, Projection] = {}
    if opened:
        projections |= _start(opened)
    if later:
        projections |= _go_on({ticket: facts for ticket, facts in later.items() if ticket not in projections})
    return projections


def reckon(kept: Kept, terms: Terms, now: datetime) -> Reckoned | None:
    """Apply the terms to a stopwatch; None when it has not begun."""
    found = figures(kept.track, timedelta(minutes=kept.target_minutes), terms.clock, now)
    if found is None:
        return None
    if (kept.breach_told and found.breached_at is None) or (kept.reminder_told and not found.reminded(now)):
        # A larger target took it back; when it comes to it again, that is told again.
        kept = replace(
            kept,
            breach_told=kept.breach_told and found.breached_at is not None,
            reminder_told=kept.reminder_told and found.reminded(now),
        )
    return Reckoned(kept, found, now)


def project(reckoned: Iterable[Reckoned]) -> Projection:
    """What a ticket's row repeats of its stopwatches: the next due instant, and whether any is at risk."""
    found = list(reckoned)
    running = [one.found.due_at for one in found if one.found.state is State.RUNNING and one.found.due_at]
    return Projection(
        next_due_at=min(running, default=None),
        at_risk=any(one.found.at_risk(one.now) for one in found),
        stopwatches=tuple(view_of(one.kept, one.found, one.now) for one in found),
    )


def _start(changes: Sequence[TicketChange]) -> dict[int, Projection]:
    """Start the stopwatches of new tickets; those that differ in nothing that counts are reckoned once."""
    terms = terms_for_new_ticket()
    if terms is None:
        return {}
    projections: dict[int, Projection] = {}
    started: list[Reckoned] = []
    begun: dict[tuple[str, str, datetime, datetime], tuple[list[Reckoned], Projection]] = {}
    for change in changes:
        ticket = change.ticket
        alike = (ticket.priority, ticket.category.value, ticket.created_at, change.at)
        if alike not in begun:
            models = _begin(terms, *alike)
            begun[alike] = models, project(models)
        models, projections[ticket.id] = begun[alike]
        started += [model.for_ticket(ticket.id) for model in models]
    stopwatch_rows.write([(one.kept, one.found) for one in started])
    set_timers([timer for one in started for timer in one.timers()])
    return projections


def _begin(terms: Terms, priority: str, category: str, opened_at: datetime, now: datetime) -> list[Reckoned]:
    """The stopwatches of a ticket opened under these terms, whichever ticket it is."""
    fact = Fact(opened_at, FactKind.OPENED, CAUSES[ChangeKind.OPENED], category)
    models: list[Reckoned] = []
    for measure in Measure:
        target = terms.target(measure, priority)
        if target is None:
            continue
        track = advance(Track(measure), fact, terms.pauses)
        kept = Kept(0, terms.policy_id, priority, target // timedelta(minutes=1), track)
        reckoned = reckon(kept, terms, now)
        if reckoned is not None:
            models.append(reckoned)
    return models


def _relevant(changes: Iterable[TicketChange]) -> dict[int, list[TicketChange]]:
    """Group by ticket the changes that may move a stopwatch."""
    found: dict[int, list[TicketChange]] = defaultdict(list)
    for change in changes:
        if change.kind in (ChangeKind.STATUS, ChangeKind.PRIORITY) or fact_of(change) is not None:
            found[change.ticket.id].append(change)
    return found


def fact_of(change: TicketChange) -> Fact | None:
    """Translate a change into a fact of the history; None for what moves no stopwatch (a note, an
    automatic message).
    """
    category = change.ticket.category.value
    if change.kind is ChangeKind.STATUS:
        return Fact(change.at, FactKind.STATUS, CAUSES[change.kind], category)
    message = change.message
    if change.kind is not ChangeKind.MESSAGE or message is None or message.automatic:
        return None
    if message.visibility is not Visibility.PUBLIC:
        return None
    kinds = {AuthorKind.AGENT: FactKind.AGENT_MESSAGE, AuthorKind.CONTACT: FactKind.REQUESTER_MESSAGE}
    kind = kinds.get(message.author_kind)
    # The category is the status fact's to tell, even when both come in one action.
    return None if kind is None else Fact(change.at, kind, CAUSES[change.kind])


def _go_on(changes: dict[int, list[TicketChange]]) -> dict[int, Projection]:
    if not changes:
        return {}
    policies = all_terms()
    fallback = terms_for_new_ticket()
    projections: dict[int, Projection] = {}
    moved: list[Reckoned] = []
    kept_rows = stopwatch_rows.read(changes, lock=True)
    for ticket_id, mine in changes.items():
        ticket, at = mine[-1].ticket, mine[-1].at
        facts = [fact for fact in map(fact_of, mine) if fact is not None]
        every: list[Reckoned] = []
        for kept in kept_rows.get(ticket_id, []):
            terms = policies.get(kept.policy_id, fallback)
            if terms is None:
                continue
            after = _moved(kept, facts, ticket.priority, terms)
            reckoned = reckon(after, terms, at)
            if reckoned is not None:
                every.append(reckoned)
                if reckoned.kept != kept:
                    moved.append(reckoned)
        if every:
            projections[ticket_id] = project(every)
    store(moved)
    return projections


def _moved(kept: Kept, facts: Sequence[Fact], priority: str, terms: Terms) -> Kept:
    track = kept.track
    for fact in facts:
        track = advance(track, fact, terms.pauses)
    minutes = kept.target_minutes
    if priority != kept.priority:
        target = terms.target(kept.measure, priority)
        minutes = minutes if target is None else target // timedelta(minutes=1)
    return replace(kept, track=track, priority=priority, target_minutes=minutes)


def store(moved: Collection[Reckoned]) -> None:
    """Write moved stopwatches and bring their timers in line, in the caller's transaction."""
    stopwatch_rows.write([(one.kept, one.found) for one in moved])
    set_timers([timer for one in moved for timer in one.timers()])
    spare: list[tuple[str, str]] = []
    for one in moved:
        needed = {timer.kind for timer in one.timers()}
        subject = timer_subject(one.kept.ticket_id, one.kept.measure)
        spare += [(subject, kind) for kind in (REMINDER, BREACH) if kind not in needed]
    cancel_timers_of(spare)
