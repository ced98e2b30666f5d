"""Invents tickets with their whole story, deterministically: the same seed gives the same tickets."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from config.sample_data import phrases_en, phrases_zh
from config.sample_data.house import AGENTS, TEAMS

PRIORITIES = ("P0", "P1", "P2", "P3")
CHANNELS = ("email", "email", "email", "form", "form", "phone", "api")
FIRST_ANSWER_MINUTES = (9, 40, 150, 320)
SOLVE_HOURS = (3, 7, 22, 40)
RECENT = timedelta(days=9)
DEMO_DAYS = 60


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """A requester. `mail` is unique per person."""

    name: str
    mail: str
    phone: str
    locale: str
    company: str


@dataclass(frozen=True, slots=True)
class SampleMessage:
    """One message or note; `agent` indexes `AGENTS`, None means the requester wrote it."""

    at: datetime
    agent: int | None
    text: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class SampleMove:
    """One change of status at an instant by an agent (None: by the requester)."""

    at: datetime
    agent: int | None
    before: str
    after: str


@dataclass(slots=True)
class SampleTicket:
    """A ticket and everything that happened to it, in time order."""

    type_key: str
    team: int
    priority: str
    channel: str
    subject: str
    person: int
    opened_at: datetime
    assignee: int | None = None
    assigned_at: datetime | None = None
    status: str = "new"
    messages: list[SampleMessage] = field(default_factory=list)
    moves: list[SampleMove] = field(default_factory=list)
    score: int | None = None
    comment: str = ""
    scored_at: datetime | None = None

    def updated_at(self) -> datetime:
        """The instant of the last thing that happened."""
        instants = [self.opened_at, self.messages[-1].at]
        instants += [move.at for move in self.moves[-1:]]
        instants += [at for at in (self.assigned_at, self.scored_at) if at is not None]
        return max(instants)


def people(count: int, seed: int = 7) -> list[SamplePerson]:
    """Invent `count` requesters, seven in ten of them Chinese."""
    random = Random(seed)
    return [_person(random, index) for index in range(count)]


def _person(random: Random, index: int) -> SamplePerson:
    chinese = random.random() < 0.7
    phone = f"+8613{random.randrange(10**9):09d}"
    if chinese:
        name = random.choice(phrases_zh.SURNAMES) + random.choice(phrases_zh.GIVEN)
        company = random.choice(phrases_zh.COMPANIES) if random.random() < 0.4 else ""
        return SamplePerson(name, f"user{index}@example.com", phone, "zh", company)
    first, last = random.choice(phrases_en.FIRST), random.choice(phrases_en.LAST)
    company = random.choice(phrases_en.COMPANIES) if random.random() < 0.4 else ""
    mail = f"{first}.{last}.{index}@example.org".lower()
    return SamplePerson(f"{first} {last}", mail, phone, "en", company)


def tickets(
    count: int, requesters: list[SamplePerson], *, until: datetime, days: int = DEMO_DAYS, seed: int = 11
) -> Iterator[SampleTicket]:
    """Invent `count` tickets spread over the `days` before `until`, oldest first."""
    random = Random(seed)
    span = timedelta(days=days)
    for index in range(count):
        # Tickets thicken towards today, as they do in a growing house.
        share = ((index + random.random()) / count) ** 0.6
        opened = _into_the_day(until - span + span * share, random, until)
        yield _ticket(random, requesters, opened, until)


def _into_the_day(at: datetime, random: Random, until: datetime) -> datetime:
    """Four in five requests come by day in China (00:00 to 10:00 UTC)."""
    if random.random() < 0.8:
        at = at.replace(
            hour=random.randrange(0, 10), minute=random.randrange(60), second=random.randrange(60)
        )
    return min(at, until - timedelta(minutes=random.randrange(3, 240)))


def _ticket(
    random: Random, requesters: list[SamplePerson], opened: datetime, until: datetime
) -> SampleTicket:
    number = random.randrange(len(requesters))
    person = requesters[number]
    words: Any = phrases_zh if person.locale == "zh" else phrases_en
    type_key, team, priority, subject, body, answer, ending = random.choice(words.CASES)
    if random.random() < 0.2:
        priority = random.choice(PRIORITIES)
    fill = _fill(random, words, person)
    ticket = SampleTicket(
        type_key=type_key,
        team=team,
        priority=priority,
        channel=random.choice(CHANNELS),
        subject=subject.format(**fill),
        person=number,
        opened_at=opened,
        messages=[SampleMessage(opened, None, body.format(**fill))],
    )
    _work_on(random, ticket, words, (answer.format(**fill), ending.format(**fill)), until)
    return ticket


def _fill(random: Random, words: Any, person: SamplePerson) -> dict[str, str]:
    return {
        "product": random.choice(words.PRODUCTS),
        "fault": random.choice(words.FAULTS),
        "city": random.choice(words.CITIES),
        "company": person.company or random.choice(words.COMPANIES),
        "person": person.name,
        "phone": person.phone.removeprefix("+86"),
        "order": f"2026{random.randrange(10**8):08d}",
        "amount": f"{random.randrange(39, 4999)}.{random.randrange(100):02d}",
    }


def _work_on(
    random: Random, ticket: SampleTicket, words: Any, replies: tuple[str, str], until: datetime
) -> None:
    """Let the house work on the ticket as far as the time up to `until` allows."""
    agent = random.choice([i for i, a in enumerate(AGENTS) if ticket.team in a.teams])
    urgency = PRIORITIES.index(ticket.priority)
    at = ticket.opened_at + timedelta(seconds=random.randrange(2, 90))
    stays_open = ticket.opened_at > until - RECENT
    if at > until or (stays_open and random.random() < 0.05):
        return
    ticket.assignee, ticket.assigned_at = agent, at
    at += timedelta(minutes=FIRST_ANSWER_MINUTES[urgency] * random.lognormvariate(-0.3, 0.8))
    if at > until:
        return
    ticket.messages.append(SampleMessage(at, agent, replies[0]))
    _move(ticket, at, agent, "open")
    if random.random() < 0.45:
        at += timedelta(minutes=random.randrange(4, 50))
        if at < until:
            ticket.messages.append(SampleMessage(at, agent, random.choice(words.NOTES), note=True))
    if random.random() < 0.5:
        at = _ask_back(random, ticket, words, agent, at, until)
        if ticket.status == "waiting" and stays_open:
            return
    at += timedelta(hours=SOLVE_HOURS[urgency] * random.lognormvariate(-0.4, 0.7))
    if at > until or (stays_open and random.random() < 0.45):
        return
    ticket.messages.append(SampleMessage(at, agent, replies[1]))
    _move(ticket, at, agent, "solved")
    _rate(random, ticket, words, at, until)


def _ask_back(
    random: Random, ticket: SampleTicket, words: Any, agent: int, at: datetime, until: datetime
) -> datetime:
    at += timedelta(minutes=random.randrange(10, 120))
    if at < until:
        _move(ticket, at, agent, "waiting")
    back = at + timedelta(hours=random.lognormvariate(2.2, 1.3))
    if back < until and ticket.status == "waiting":
        ticket.messages.append(SampleMessage(back, None, random.choice(words.ANSWERS)))
        _move(ticket, back, None, "open")
    return back


def _rate(random: Random, ticket: SampleTicket, words: Any, at: datetime, until: datetime) -> None:
    scored = at + timedelta(hours=random.lognormvariate(1.5, 1))
    if random.random() < 0.4 and scored < until:
        ticket.score = random.choices((5, 4, 3, 2, 1), (55, 25, 10, 5, 5))[0]
        ticket.comment = random.choice(words.COMMENTS)
        ticket.scored_at = scored
    closed = at + timedelta(days=7)
    if closed < until:
        _move(ticket, closed, None, "closed")


def _move(ticket: SampleTicket, at: datetime, agent: int | None, after: str) -> None:
    ticket.moves.append(SampleMove(at, agent, ticket.status, after))
    ticket.status = after


def team_key(index: int) -> str:
    """The key of the sample team with this index."""
    return TEAMS[index].key
