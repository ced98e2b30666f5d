"""Turns an invented ticket into the rows that the system itself would have written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from config.sample_data.house import AGENTS, TEAMS
from config.sample_data.organisation import House
from config.sample_data.story import SampleMessage, SamplePerson, SampleTicket
from relaydesk.platform.events import Event
from relaydesk.platform.events.codec import encode
from relaydesk.platform.html import from_text
from relaydesk.platform.ids import uuid7
from relaydesk.sla.actions.keep_time import Reckoned, project, reckon
from relaydesk.sla.contracts import Measure
from relaydesk.sla.events import ReminderDue, StopwatchBreached
from relaydesk.sla.queries.policies import Terms
from relaydesk.sla.queries.stopwatch_rows import Kept
from relaydesk.sla.rules.stopwatch import Fact, FactKind, derive
from relaydesk.tickets.events import MessageAdded, StatusChanged, TicketAssigned, TicketOpened
from relaydesk.tickets.rules.numbering import make_number

PRIORITIES = ("P0", "P1", "P2", "P3")
SYSTEM_ACTOR = ("system", None, "dispatch")
TAGS = {
    "repair": ("保修期内", "上门维修"),
    "refund": ("退款",),
    "complaint": ("需回访", "VIP"),
    "request": ("咨询",),
}
Told = tuple[datetime, tuple[str, str | None, str], Event]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What tickets refer to."""

    types: Mapping[str, UUID]
    patterns: Mapping[str, str]
    statuses: Mapping[str, UUID]
    terms: Terms
    house: House
    people: list[SamplePerson]
    contacts: list[UUID]


@dataclass(slots=True)
class Rows:
    """Rows of several tables, in the order of the columns that `load` names."""

    tickets: list[list[Any]] = field(default_factory=list)
    messages: list[list[Any]] = field(default_factory=list)
    events: list[list[Any]] = field(default_factory=list)
    surveys: list[tuple[int, SampleTicket]] = field(default_factory=list)
    decisions: list[tuple[int, SampleTicket]] = field(default_factory=list)
    stopwatches: list[Reckoned] = field(default_factory=list)


class RowMaker:
    """Makes the rows of one ticket after another."""

    def __init__(self, catalogue: Catalogue, now: datetime) -> None:
        self._catalogue = catalogue
        self._now = now

    def add(self, rows: Rows, ticket_id: int, sequence: int, ticket: SampleTicket) -> None:
        """Append everything that belongs to this ticket."""
        number = make_number(
            self._catalogue.patterns[ticket.type_key], sequence=sequence, at=ticket.opened_at
        )
        message_ids = [uuid7() for _ in ticket.messages]
        for message_id, message in zip(message_ids, ticket.messages, strict=True):
            rows.messages.append(self._message(ticket_id, message_id, message, ticket))
        story = sorted(self._facts(ticket_id, number, message_ids, ticket), key=lambda fact: fact[0])
        reckoned = self._stopwatches(ticket_id, ticket)
        story += self._warnings(ticket_id, number, reckoned, ticket)
        story.sort(key=lambda fact: fact[0])
        for at, actor, event in story:
            payload = orjson.dumps(encode(event)).decode()
            rows.events.append([event.name, event.version, f"ticket:{ticket_id}", *actor, at, payload, 0])
        rows.tickets.append(self._ticket(ticket_id, number, ticket, reckoned, version=len(story)))
        rows.stopwatches += reckoned
        if ticket.assignee is not None:
            rows.decisions.append((ticket_id, ticket))
        if any(move.after == "solved" for move in ticket.moves):
            rows.surveys.append((ticket_id, ticket))

    def _agent(self, index: int | None) -> UUID | None:
        return None if index is None else self._catalogue.house.agents[index]

    def _actor(self, agent: int | None, ticket: SampleTicket) -> tuple[str, str | None, str]:
        if agent is not None:
            return "agent", str(self._agent(agent)), AGENTS[agent].name
        person = self._catalogue.people[ticket.person]
        return "contact", str(self._catalogue.contacts[ticket.person]), person.name

    def _message(
        self, ticket_id: int, message_id: UUID, message: SampleMessage, ticket: SampleTicket
    ) -> list[Any]:
        kind, _, name = self._actor(message.agent, ticket)
        contact = self._catalogue.contacts[ticket.person] if message.agent is None else None
        visibility = "note" if message.note else "public"
        html = from_text(message.text)
        author = [kind, self._agent(message.agent), contact, name]
        tail = [ticket.channel, False, html, message.text, None, message.at, None, None, None]
        return [message_id, ticket_id, visibility, *author, *tail]

    def _facts(
        self, ticket_id: int, number: str, message_ids: list[UUID], ticket: SampleTicket
    ) -> Iterator[Told]:
        same: dict[str, Any] = {"ticket_id": ticket_id, "number": number, "ticket_version": 1}
        yield self._opened(same, message_ids[0], ticket)
        if ticket.assigned_at is not None:
            yield self._assigned(same, ticket, ticket.assigned_at)
        for message_id, message in list(zip(message_ids, ticket.messages, strict=True))[1:]:
            actor = self._actor(message.agent, ticket)
            added = MessageAdded(
                **same,
                message_id=message_id,
                visibility="note" if message.note else "public",
                author_kind=actor[0],
                automatic=False,
                channel=ticket.channel,
                created_at=message.at,
            )
            yield message.at, actor, added
        for move in ticket.moves:
            by_itself = move.after == "closed"
            actor = ("system", None, "automation") if by_itself else self._actor(move.agent, ticket)
            before, after = move.before, move.after
            changed = StatusChanged(
                **same, from_status=before, to_status=after, from_category=before, to_category=after
            )
            yield move.at, actor, changed

    def _opened(self, same: dict[str, Any], message_id: UUID, ticket: SampleTicket) -> Told:
        house = self._catalogue.house
        opened = TicketOpened(
            **same,
            subject=ticket.subject,
            type=ticket.type_key,
            status="new",
            category="new",
            priority=ticket.priority,
            channel=ticket.channel,
            team_id=house.teams[ticket.team],
            assignee_id=None,
            department_id=house.departments[TEAMS[ticket.team].department],
            requester_id=self._catalogue.contacts[ticket.person],
            message_id=message_id,
            author_kind="contact",
            automatic=False,
        )
        return ticket.opened_at, self._actor(None, ticket), opened

    def _assigned(self, same: dict[str, Any], ticket: SampleTicket, at: datetime) -> Told:
        team = self._catalogue.house.teams[ticket.team]
        assigned = TicketAssigned(
            **same,
            team_id=team,
            assignee_id=self._agent(ticket.assignee),
            previous_team_id=team,
            previous_assignee_id=None,
            reason="dispatch",
        )
        return at, SYSTEM_ACTOR, assigned

    def _stopwatches(self, ticket_id: int, ticket: SampleTicket) -> list[Reckoned]:
        terms = self._catalogue.terms
        history = self._history(ticket)
        found = []
        for measure in Measure:
            target = terms.target(measure, ticket.priority)
            if target is None:
                continue
            track = derive(measure, history, terms.pauses)
            minutes = target // timedelta(minutes=1)
            kept = Kept(ticket_id, terms.policy_id, ticket.priority, minutes, track)
            reckoned = reckon(kept, terms, self._now)
            if reckoned is None:
                continue
            found.append(self._told(reckoned))
        return found

    def _told(self, reckoned: Reckoned) -> Reckoned:
        """Mark what has been told already, so that no timer tells it again."""
        kept, found = reckoned.kept, reckoned.found
        marked = Kept(
            kept.ticket_id,
            kept.policy_id,
            kept.priority,
            kept.target_minutes,
            kept.track,
            reminder_told=found.reminded(self._now),
            breach_told=found.breached_at is not None,
        )
        return Reckoned(marked, found, self._now)

    @staticmethod
    def _history(ticket: SampleTicket) -> list[Fact]:
        facts = [Fact(ticket.opened_at, FactKind.OPENED, TicketOpened.name, "new")]
        for message in ticket.messages[1:]:
            if not message.note:
                kind = FactKind.REQUESTER_MESSAGE if message.agent is None else FactKind.AGENT_MESSAGE
                facts.append(Fact(message.at, kind, MessageAdded.name))
        facts += [Fact(m.at, FactKind.STATUS, StatusChanged.name, m.after) for m in ticket.moves]
        return sorted(facts, key=lambda fact: fact.at)

    def _warnings(
        self, ticket_id: int, number: str, reckoned: list[Reckoned], ticket: SampleTicket
    ) -> list[Told]:
        """The reminders and breaches that had to be told by now."""
        actor = ("system", None, "sla")
        warnings: list[Told] = []
        for one in reckoned:
            found = one.found
            same: dict[str, Any] = {
                "ticket_id": ticket_id,
                "number": number,
                "measure": one.kept.measure.value,
                "target_minutes": one.kept.target_minutes,
                "team_id": self._catalogue.house.teams[ticket.team],
                "assignee_id": self._agent(ticket.assignee),
            }
            if one.kept.reminder_told and found.remind_at is not None:
                due_at = found.due_at or found.remind_at
                warnings.append((found.remind_at, actor, ReminderDue(**same, due_at=due_at)))
            if one.kept.breach_told and found.breached_at is not None:
                warnings.append(
                    (found.breached_at, actor, StopwatchBreached(**same, due_at=found.breached_at))
                )
        return warnings

    def _ticket(
        self, ticket_id: int, number: str, ticket: SampleTicket, reckoned: list[Reckoned], *, version: int
    ) -> list[Any]:
        catalogue, house = self._catalogue, self._catalogue.house
        public = [message for message in ticket.messages if not message.note]
        answers = [message.at for message in public if message.agent is not None]
        words = [message.at for message in public if message.agent is None]
        ended = ticket.status in ("solved", "closed")
        solved = max((m.at for m in ticket.moves if m.after == "solved"), default=None) if ended else None
        closed = max((m.at for m in ticket.moves if m.after == "closed"), default=None)
        started = min(answers, default=None)
        due = project(reckoned)
        return [
            *(
                ticket_id,
                number,
                catalogue.types[ticket.type_key],
                catalogue.statuses[ticket.status],
                ticket.status,
            ),
            *(
                PRIORITIES.index(ticket.priority),
                ticket.subject,
                ticket.channel,
                catalogue.contacts[ticket.person],
            ),
            *(self._agent(ticket.assignee), house.teams[ticket.team]),
            *(
                house.departments[TEAMS[ticket.team].department],
                list(_tags(ticket)),
                version,
                ticket.opened_at,
                ticket.updated_at(),
            ),
            *(ticket.assigned_at, started, started, solved, closed, max(m.at for m in public), max(words)),
            *(due.next_due_at, due.at_risk, None, None),  # neither labelled nor in the bin
            *(None, None, None),  # neither asleep nor merged
            *_planned(ticket),
        ]


def _planned(ticket: SampleTicket) -> tuple[datetime | None, datetime | None]:
    """Assigned field work has its dates: from the morning after it was assigned, for one to three days."""
    if ticket.assigned_at is None or ticket.type_key not in ("repair", "complaint"):
        return None, None
    begins = (ticket.assigned_at + timedelta(days=1)).replace(hour=1, minute=0, second=0, microsecond=0)
    return begins, begins + timedelta(days=ticket.person % 3, hours=8)


def _tags(ticket: SampleTicket) -> tuple[str, ...]:
    """Some tickets bear tags, which follow from what they are about."""
    offered = TAGS.get(ticket.type_key, ())
    return offered[: ticket.opened_at.minute % 3]
