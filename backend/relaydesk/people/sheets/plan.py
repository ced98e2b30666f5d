"""What a sheet would do: which lines are new, changed, unchanged, and what is wrong."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from relaydesk.people.contracts import Caller
from relaydesk.people.sheets.columns import SheetKind
from relaydesk.people.sheets.lines import Line, LineError, LineFault, check_required

Values = dict[str, Any]
MAX_ERRORS = 500


@dataclass(slots=True)
class Plan:
    """The lines by what they would do. `changed` holds the row's id and the values that differ."""

    new: list[tuple[Line, Values]] = field(default_factory=list)
    changed: list[tuple[Line, Any, Values]] = field(default_factory=list)
    unchanged: int = 0
    errors: list[LineError] = field(default_factory=list)

    def portions(self, lines: int) -> "Iterator[Plan]":
        """The same in plans of at most so many lines."""
        for start in range(0, len(self.new), lines):
            yield Plan(new=self.new[start : start + lines])
        for start in range(0, len(self.changed), lines):
            yield Plan(changed=self.changed[start : start + lines])

    def counts(self) -> dict[str, int]:
        """The numbers for the preview."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "errors": len(self.errors),
        }


class Table(Protocol):
    """One kind of sheet, with what the database holds of it at this moment."""

    def read(self, line: Line) -> tuple[Any, Values]:
        """The key by which the line's row is known, and its values.

        Raises:
            LineFault: a cell is wrong.
        """

    def held(self, key: Any) -> tuple[Any, Mapping[str, Any]] | None:
        """The id and values of the row with this key, if there is one."""

    def differing(self, held: Mapping[str, Any], values: Values) -> Values:
        """Those values that the row has not."""


Loader = Callable[[Caller, list[Line]], Table]


def make_plan(kind: SheetKind, table: Table, lines: Iterable[Line]) -> Plan:
    """Compare each line with what is there; nothing is written."""
    plan, seen = Plan(), set()
    for line in lines:
        try:
            check_required(kind, line)
            key, values = table.read(line)
            if key in seen:
                raise LineFault(kind.columns[0].key, "repeated")
            seen.add(key)
        except LineFault as fault:
            plan.errors.append(LineError.of(line.number, fault.column, fault.code))
            continue
        held = table.held(key)
        if held is None:
            plan.new.append((line, values))
            continue
        row_id, before = held
        differing = table.differing(before, values)
        if differing:
            plan.changed.append((line, row_id, differing))
        else:
            plan.unchanged += 1
    return plan


def plainly_differing(held: Mapping[str, Any], values: Values) -> Values:
    """The values that are not equal to those held."""
    return {name: value for name, value in values.items() if held.get(name) != value}
