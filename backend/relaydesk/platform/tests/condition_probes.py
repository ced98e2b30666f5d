"""A subject with a field of each kind, its rows in a temporary table and in memory, and random conditions."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from relaydesk.platform.conditions import (
    Choice,
    Comparison,
    Context,
    Field,
    FieldRegistry,
    Kind,
    operators_of,
)
from relaydesk.platform.conditions.kinds import WITH_SEVERAL, WITHOUT_VALUE
from relaydesk.platform.conditions.values import Period, Unit

AT = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # the night in which Berlin loses an hour
IDS = [UUID(int=n) for n in range(1, 5)]
WORDS = ["空调", "空调不制冷", "Compressor", "COMPRESSOR ÄÖ", "50%_off\\", "ß", "E4"]
COLOURS = ["red", "green", "blue"]
HOURS = [0, 1, 2, 23, 24, 25, 47, 48, 24 * 7, 24 * 31, 24 * 400]
INSTANTS = [
    AT + sign * timedelta(hours=h) + timedelta(minutes=m) for h in HOURS for sign in (-1, 1) for m in (0, 30)
]


@dataclass(frozen=True, slots=True)
class Probe:
    """One row."""

    text: str | None = None
    number: Decimal | None = None
    flag: bool | None = None
    colour: str | None = None
    tags: tuple[str, ...] = field(default_factory=tuple)
    moment: datetime | None = None
    person: UUID | None = None


def _colours() -> list[Choice]:
    return [Choice(colour, colour, colour) for colour in COLOURS]


def _read(name: str) -> Any:
    return lambda probe: getattr(probe, name)


PROBES = FieldRegistry("probe")
PROBES.register(
    Field("text", Kind.TEXT, "文字", "Text", "p.text", "text", _read("text")),
    Field("number", Kind.NUMBER, "数字", "Number", "p.number", "numeric", _read("number")),
    Field("flag", Kind.YES_NO, "是否", "Flag", "p.flag", "boolean", _read("flag")),
    Field(
        "colour",
        Kind.CHOICE,
        "颜色",
        "Colour",
        "p.colour",
        "smallint",
        _read("colour"),
        choices=_colours,
        stored=COLOURS.index,
    ),
    Field("tags", Kind.CHOICES, "标签", "Tags", "p.tags", "text", _read("tags")),
    Field("moment", Kind.INSTANT, "时间", "Moment", "p.moment", "timestamptz", _read("moment")),
    Field("person", Kind.REFERENCE, "人", "Person", "p.person", "uuid", _read("person"), refers_to="agent"),
)


def a_row(random: Random) -> Probe:
    """A random row; each field may be empty."""
    return Probe(
        text=random.choice([None, "", *WORDS, *(word.lower() for word in WORDS)]),
        number=random.choice([None, *map(Decimal, ("0", "-1", "1", "2.5", "1000000"))]),
        flag=random.choice([None, True, False]),
        colour=random.choice([None, *COLOURS]),
        tags=tuple(random.choices(WORDS, k=random.randrange(4))),
        moment=random.choice([None, *INSTANTS]),
        person=random.choice([None, *IDS]),
    )


class AroundTheClock:
    """Working time without a pause."""

    def add(self, start: datetime, amount: timedelta) -> datetime:
        return start + amount

    def between(self, start: datetime, end: datetime) -> timedelta:
        return end - start

    def days(self, count: int) -> timedelta:
        return timedelta(days=count)


ZONES = [ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")]
ASKERS: list[dict[str, tuple[UUID, ...]]] = [{"agent": (IDS[0],)}, {"agent": ()}, {"agent": (IDS[1], IDS[2])}]


def a_context(random: Random) -> Context:
    """Somebody who asks from somewhere."""
    return Context(at=AT, zone=random.choice(ZONES), me=random.choice(ASKERS), working=AroundTheClock())


_SOME_WORDS = [*WORDS, "%", "_", "\\", "o", "压缩机", "'; DROP TABLE p --", "%s"]
_VALUES: dict[Kind, list[Any]] = {
    Kind.TEXT: _SOME_WORDS,
    Kind.NUMBER: [0, -1, 1, 2.5, 1000000, 0.1],
    Kind.YES_NO: [True, False],
    Kind.CHOICE: COLOURS,
    Kind.CHOICES: _SOME_WORDS,
    Kind.REFERENCE: [*map(str, IDS), {"me": "current_user"}],
}
_MOMENTS = ["2026-03-29", "2026-03-28", "2026-03-30", *(moment.isoformat() for moment in INSTANTS[:8])]


def _value(random: Random, kind: Kind, operator: Comparison) -> Any:
    if kind != Kind.INSTANT:
        one = _VALUES[kind]
        return random.choices(one, k=random.randint(1, 3)) if operator in WITH_SEVERAL else random.choice(one)
    if operator == Comparison.IN_PERIOD:
        return random.choice(list(Period)).value
    if operator in (Comparison.BEFORE, Comparison.AFTER):
        return random.choice(_MOMENTS)
    return {"amount": random.randint(1, 40), "unit": random.choice(list(Unit)).value}


def a_condition(random: Random, *, changes: bool = False, depth: int = 4) -> dict[str, Any]:
    """A condition as a client would send it."""
    shape = random.choice(["and", "or", "not", "leaf", "leaf"]) if depth > 1 else "leaf"
    if shape == "not":
        return {"not": a_condition(random, changes=changes, depth=depth - 1)}
    if shape != "leaf":
        parts = range(random.choice([0, 1, 2, 2, 3]))
        return {shape: [a_condition(random, changes=changes, depth=depth - 1) for _ in parts]}
    about = random.choice(list(PROBES.all().values()))
    operator = random.choice(operators_of(about.kind, changes=changes))
    leaf: dict[str, Any] = {"field": about.key, "operator": operator.value}
    if operator not in WITHOUT_VALUE:
        leaf["value"] = _value(random, about.kind, operator)
    return leaf
