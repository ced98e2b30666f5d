"""A stopwatch is derived from the ticket's history: what counts, what pauses, what ends it, and when it is
due.

`advance` takes one fact after another, so deriving from the whole history is the same fold as going on from a
stored track. A track holds no target and no calendar: `figures` applies both, which is why a changed policy,
priority or calendar never loses time already spent or paused.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from relaydesk.calendars.contracts import WorkingClock
from relaydesk.sla.contracts import Measure, State

FINISHED = frozenset({"solved", "closed"})
REMINDER_SHARE = (4, 5)


class FactKind(StrEnum):
    """What can move a stopwatch; a note or an automatic message is none of these."""

    OPENED = "opened"
    STATUS = "status"
    AGENT_MESSAGE = "agent_message"
    REQUESTER_MESSAGE = "requester_message"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the history. `category` is the status category after `OPENED` and `STATUS`; `cause` says
    what it was.
    """

    at: datetime
    kind: FactKind
    cause: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch `[start, end)` in one state, with the event that began it; the last one is open (`end` is
    None).
    """

    start: datetime
    end: datetime | None
    state: State
    cause: str


@dataclass(frozen=True, slots=True)
class Track:
    """What a stopwatch has done so far.

    `answered` tells that an agent has said the last word that this measure asks for; `category` is the status
    category in which a next response would begin, and kept for that measure only.
    """

    measure: Measure
    segments: tuple[Segment, ...] = ()
    category: str = ""
    answered: bool = False

    @property
    def state(self) -> State | None:
        """The present state, or None before the stopwatch has ever begun."""
        return self.segments[-1].state if self.segments else None


@dataclass(frozen=True, slots=True)
class Figures:
    """A track under a target, as of an instant.

    `due_at` is None while paused, `remind_at` is the instant of the reminder share, `breached_at` the
    instant at which the target was used up, if it was. `remaining` is negative after a breach.
    """

    state: State
    started_at: datetime
    due_at: datetime | None
    remind_at: datetime | None
    breached_at: datetime | None
    completed_at: datetime | None
    elapsed: timedelta
    remaining: timedelta

    def reminded(self, now: datetime) -> bool:
        """Tell whether the reminder share is used up."""
        return self.remind_at is not None and self.remind_at <= now

    def at_risk(self, now: datetime) -> bool:
        """Tell whether it is not done and the reminder share is used up."""
        return self.state is not State.DONE and self.reminded(now)


def advance(track: Track, fact: Fact, pauses: Collection[str]) -> Track:
    """Take one more fact; `pauses` are the status categories in which nothing counts."""
    category = fact.category or track.category
    if track.measure is Measure.NEXT_RESPONSE and category != track.category:
        track = replace(track, category=category)
    by_status = _state_in(category, pauses)
    match fact.kind:
        case FactKind.OPENED:
            return track if track.measure is Measure.NEXT_RESPONSE else _enter(track, fact, by_status)
        case FactKind.STATUS:
            # What an agent has answered stays answered; what only a solved status ended goes on when
            # reopened.
            return track if track.answered or not track.segments else _enter(track, fact, by_status)
        case FactKind.AGENT_MESSAGE:
            if track.measure is Measure.RESOLUTION:
                return track
            done = _enter(track, fact, State.DONE) if track.segments else track
            return replace(done, answered=True)
        case FactKind.REQUESTER_MESSAGE:
            if track.measure is Measure.NEXT_RESPONSE and track.answered:
                return _enter(replace(track, segments=(), answered=False), fact, by_status)
            return track


def derive(measure: Measure, history: Iterable[Fact], pauses: Collection[str]) -> Track:
    """Derive a track from the whole history, oldest fact first."""
    track = Track(measure)
    for fact in history:
        track = advance(track, fact, pauses)
    return track


def figures(track: Track, target: timedelta, clock: WorkingClock, now: datetime) -> Figures | None:
    """Apply a target and a calendar to a track; None when it has never begun."""
    if not track.segments:
        return None
    pieces, elapsed = _running_pieces(track, clock, now)
    last = track.segments[-1]
    share, whole = REMINDER_SHARE
    remind_at = _reached(pieces, target * share // whole, clock)
    used_up = _reached(pieces, target, clock)
    due_at = used_up
    if due_at is None and last.state is State.DONE and len(track.segments) > 1:
        previous = track.segments[-2]
        if previous.state is State.RUNNING:
            start, _, before = pieces[-1]
            due_at = clock.add(start, max(target - before, timedelta(0)))
    return Figures(
        state=last.state,
        started_at=track.segments[0].start,
        due_at=due_at,
        remind_at=remind_at,
        breached_at=used_up if used_up is not None and used_up <= now else None,
        completed_at=last.start if last.state is State.DONE else None,
        elapsed=elapsed,
        remaining=target - elapsed,
    )


_Piece = tuple[datetime, datetime | None, timedelta]


def _running_pieces(track: Track, clock: WorkingClock, now: datetime) -> tuple[list[_Piece], timedelta]:
    """List the running stretches, each with the working time spent before it, and the whole time spent
    until now.
    """
    pieces: list[_Piece] = []
    spent = timedelta(0)
    for segment in track.segments:
        if segment.state is State.RUNNING:
            pieces.append((segment.start, segment.end, spent))
            spent += clock.between(segment.start, segment.end or now)
    return pieces, spent


def _reached(pieces: list[_Piece], amount: timedelta, clock: WorkingClock) -> datetime | None:
    """Give the instant at which `amount` is or will be spent; None when a pause or the end came first."""
    for start, end, before in pieces:
        instant = clock.add(start, max(amount - before, timedelta(0)))
        if end is None or instant < end:
            return instant
    return None


def _state_in(category: str, pauses: Collection[str]) -> State:
    if category in FINISHED:
        return State.DONE
    return State.PAUSED if category in pauses else State.RUNNING


def _enter(track: Track, fact: Fact, state: State) -> Track:
    """Begin a segment in `state`, unless the track is in it already. Clocks of two machines never run time
    backwards.
    """
    if not track.segments:
        return replace(track, segments=(Segment(fact.at, None, state, fact.cause),))
    last = track.segments[-1]
    if last.state is state:
        return track
    at = max(fact.at, last.start)
    ended = (*track.segments[:-1], replace(last, end=at))
    return replace(track, segments=(*ended, Segment(at, None, state, fact.cause)))
