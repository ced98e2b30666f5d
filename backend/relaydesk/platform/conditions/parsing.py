"""From what a client sent to a checked tree. Every refusal names the leaf (`condition.and[1].value`)."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from relaydesk.platform.conditions.fields import Field, FieldRegistry
from relaydesk.platform.conditions.kinds import (
    WITH_SEVERAL,
    WITHOUT_VALUE,
    Comparison,
    Kind,
    operators_of,
)
from relaydesk.platform.conditions.tree import Every, Leaf, Node, Not, Some
from relaydesk.platform.conditions.values import (
    Duration,
    Literal,
    Me,
    Moment,
    Named,
    Period,
    Several,
    Unit,
    Value,
)
from relaydesk.platform.errors import FieldError, Invalid

MAX_DEPTH = 8
MAX_LEAVES = 100
MAX_VALUES = 200
MAX_TEXT = 500
MAX_NUMBER = 10**15
LONGEST = {
    Unit.MINUTES: 5_256_000,
    Unit.HOURS: 87_600,
    Unit.DAYS: 3650,
    Unit.WEEKS: 520,
    Unit.MONTHS: 120,
    Unit.WORKING_HOURS: 2000,
    Unit.WORKING_DAYS: 250,
}
"""About ten years of real time, one of working time."""

ME = {"current_user": "agent", "my_teams": "team", "my_department": "department"}
_SPANS = frozenset(
    {Comparison.WITHIN_LAST, Comparison.WITHIN_NEXT, Comparison.OLDER_THAN, Comparison.FURTHER_THAN}
)
_YEARS = range(1970, 2200)


def parse(sent: Any, registry: FieldRegistry, *, changes: bool = False, place: str = "condition") -> Node:
    """Check a condition and make its tree.

    Args:
        sent: JSON as Python has it.
        registry: the fields of the subject.
        changes: whether `changed`, `changed_to` and `changed_from` are allowed (rules on events).
        place: what the paths of errors begin with.

    Raises:
        Invalid: with one error for each leaf that is wrong.
    """
    reader = _Reader(registry, changes)
    node = reader.node(sent, place, 1)
    if reader.errors or node is None:
        raise Invalid(reader.errors[:20])
    return node


class _Refused(Exception):
    """A fault at one place of what was sent."""

    def __init__(self, place: str, code: str, message: str) -> None:
        super().__init__(code)
        self.error = FieldError(place[:200], code, message)


@dataclass(slots=True)
class _Reader:
    registry: FieldRegistry
    changes: bool
    errors: list[FieldError] = field(default_factory=list)
    leaves: int = 0

    def node(self, sent: Any, place: str, depth: int) -> Node | None:
        """Read one group or leaf; note a fault and go on beside it, so that all are told at once."""
        try:
            return self._node(sent, place, depth)
        except _Refused as refused:
            self.errors.append(refused.error)
            return None

    def _node(self, sent: Any, place: str, depth: int) -> Node | None:
        if not isinstance(sent, dict):
            raise _Refused(place, "not_an_object", "A group or a leaf is an object.")
        if depth > MAX_DEPTH:
            raise _Refused(place, "too_deep", f"At most {MAX_DEPTH} levels of groups.")
        if "field" in sent:
            return self._leaf(sent, place)
        if len(sent) != 1 or next(iter(sent)) not in ("and", "or", "not"):
            raise _Refused(
                place, "not_a_condition", "Give one of `and`, `or`, `not`, or a leaf with `field`."
            )
        word, inner = next(iter(sent.items()))
        if word == "not":
            part = self.node(inner, f"{place}.not", depth + 1)
            return None if part is None else Not(part)
        if not isinstance(inner, list) or len(inner) > MAX_LEAVES:
            raise _Refused(f"{place}.{word}", "not_a_list", f"A list of at most {MAX_LEAVES} parts.")
        parts = [self.node(part, f"{place}.{word}[{i}]", depth + 1) for i, part in enumerate(inner)]
        whole = tuple(part for part in parts if part is not None)
        return Every(whole) if word == "and" else Some(whole)

    def _leaf(self, sent: Mapping[str, Any], place: str) -> Leaf:
        self.leaves += 1
        if self.leaves == MAX_LEAVES + 1:
            raise _Refused(place, "too_many", f"At most {MAX_LEAVES} leaves.")
        unknown = set(sent) - {"field", "operator", "value"}
        if unknown:
            raise _Refused(f"{place}.{min(unknown)[:60]}", "unknown_field", "Not a part of a leaf.")
        name = sent["field"]
        about = self.registry.get(name) if isinstance(name, str) else None
        if about is None:
            raise _Refused(f"{place}.field", "unknown_value", "There is no such field.")
        offered = operators_of(about.kind, changes=self.changes)
        operator = next((one for one in offered if one.value == sent.get("operator")), None)
        if operator is None:
            words = ", ".join(offered)
            raise _Refused(f"{place}.operator", "unknown_value", f"`{about.key}` takes: {words}.")
        if operator in WITHOUT_VALUE:
            if sent.get("value") is not None:
                raise _Refused(f"{place}.value", "not_empty", f"`{operator}` takes no value.")
            return Leaf(about, operator, None)
        value = self._value(about, operator, sent.get("value"), f"{place}.value")
        return Leaf(about, operator, value)

    def _value(self, about: Field, operator: Comparison, sent: Any, place: str) -> Value:
        if about.kind == Kind.INSTANT:
            return self._time(operator, sent, place)
        if operator not in WITH_SEVERAL:
            return self._one(about, sent, place)
        if not isinstance(sent, list) or not 1 <= len(sent) <= MAX_VALUES:
            raise _Refused(place, "not_a_list", f"A list of 1 to {MAX_VALUES} values.")
        return Several(tuple(self._one(about, one, f"{place}[{i}]") for i, one in enumerate(sent)))

    def _one(self, about: Field, sent: Any, place: str) -> Literal | Me:
        try:
            return _LITERALS[about.kind](about, sent)
        except ValueError as fault:
            raise _Refused(place, "wrong_value", str(fault)) from None

    def _time(self, operator: Comparison, sent: Any, place: str) -> Value:
        try:
            if operator == Comparison.IN_PERIOD:
                return _period(sent)
            return _duration(sent) if operator in _SPANS else _moment(sent)
        except ValueError as fault:
            raise _Refused(place, "wrong_value", str(fault)) from None


def _text(about: Field, sent: Any) -> Literal:
    if not isinstance(sent, str) or not 1 <= len(sent) <= MAX_TEXT:
        raise ValueError(f"A text of 1 to {MAX_TEXT} characters.")
    if "\0" in sent or any("\ud800" <= letter <= "\udfff" for letter in sent):
        raise ValueError("Characters that are not text.")
    return Literal(sent)


def _choice(about: Field, sent: Any) -> Literal:
    literal = _text(about, sent)
    if about.choices is not None and sent not in {choice.value for choice in about.choices()}:
        raise ValueError(f"Not a value of `{about.key}`.")
    return literal


def _number(about: Field, sent: Any) -> Literal:
    if isinstance(sent, bool) or not isinstance(sent, int | float):
        raise ValueError("A number.")
    if (isinstance(sent, float) and not math.isfinite(sent)) or abs(sent) > MAX_NUMBER:
        raise ValueError(f"A number of at most {MAX_NUMBER}.")
    return Literal(Decimal(str(sent)))


def _yes_no(about: Field, sent: Any) -> Literal:
    if not isinstance(sent, bool):
        raise ValueError("true or false.")
    return Literal(sent)


def _reference(about: Field, sent: Any) -> Literal | Me:
    if isinstance(sent, dict):
        word = sent.get("me")
        if len(sent) != 1 or not isinstance(word, str) or ME.get(word) != about.refers_to:
            fitting = [one for one, refers_to in ME.items() if refers_to == about.refers_to]
            raise ValueError(f'An id, or {{"me": …}} with one of: {", ".join(fitting) or "nothing"}.')
        return Me(word, ME[word])
    try:
        return Literal(UUID(sent))
    except (ValueError, TypeError, AttributeError):
        raise ValueError("An id.") from None


def _period(sent: Any) -> Named:
    if not isinstance(sent, str) or sent not in set(Period):
        raise ValueError(f"One of: {', '.join(Period)}.")
    return Named(Period(sent))


def _duration(sent: Any) -> Duration:
    if not isinstance(sent, dict) or set(sent) != {"amount", "unit"}:
        raise ValueError('{"amount": …, "unit": …}.')
    amount, unit = sent["amount"], sent["unit"]
    if not isinstance(unit, str) or unit not in set(Unit):
        raise ValueError(f"A unit is one of: {', '.join(Unit)}.")
    longest = LONGEST[Unit(unit)]
    if isinstance(amount, bool) or not isinstance(amount, int) or not 1 <= amount <= longest:
        raise ValueError(f"A whole number of {unit} from 1 to {longest}.")
    return Duration(amount, Unit(unit))


def _moment(sent: Any) -> Moment:
    refusal = ValueError("A day (2026-11-22) or an instant with its offset (2026-11-22T09:00:00+08:00).")
    if not isinstance(sent, str):
        raise refusal
    try:
        if len(sent) == len("2026-11-22"):
            value: date = date.fromisoformat(sent)
        else:
            instant = datetime.fromisoformat(sent)
            if instant.tzinfo is None:
                raise refusal
            value = instant.astimezone(UTC)
    except (ValueError, OverflowError):
        raise refusal from None
    if value.year not in _YEARS:
        raise ValueError(f"A year from {_YEARS.start} to {_YEARS.stop - 1}.")
    return Moment(value)


_LITERALS: dict[Kind, Callable[[Field, Any], Literal | Me]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choice,
    Kind.REFERENCE: _reference,
}
