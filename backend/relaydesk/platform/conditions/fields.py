"""The registry of fields: each module says which facts of a subject conditions may ask for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from relaydesk.platform.conditions.kinds import Kind


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice field, with the words that screens show."""

    value: str
    name: str
    name_en: str


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Field:
    """One fact that conditions may ask for.

    Args:
        key: stable name in stored conditions, for instance `requester.company`.
        kind: what it holds; decides the operators.
        name: Chinese name.
        name_en: English name.
        sql: expression over the subject's table alias; written by us, never by a client.
        sql_type: its PostgreSQL type (the element type for `Kind.CHOICES`).
        read: gives the value of one subject in memory: str, int or Decimal, bool, datetime, UUID, a
            collection of str for `Kind.CHOICES`, or None for "empty".
        choices: what a choice field may be; None lets any text be a value (tags, for instance).
        refers_to: what a reference names: `agent`, `team`, `department`, `contact`.
        stored: turns a choice's value into what the column holds (`P1` into 1).
    """

    key: str
    kind: Kind
    name: str
    name_en: str
    sql: str
    sql_type: str
    read: Callable[[Any], Any]
    choices: Callable[[], Sequence[Choice]] | None = None
    refers_to: str | None = None
    stored: Callable[[Any], Any] = _same


@dataclass(slots=True)
class FieldRegistry:
    """The fields of one subject, for instance of tickets. Filled while the modules load."""

    subject: str
    fields: dict[str, Field] = field(default_factory=dict)

    def register(self, *fields: Field) -> None:
        """Add fields.

        Raises:
            ValueError: a key is taken, or a reference does not say to what.
        """
        for one in fields:
            if one.key in self.fields:
                raise ValueError(f"field {one.key} of {self.subject} is registered twice")
            if (one.kind == Kind.REFERENCE) != (one.refers_to is not None):
                raise ValueError(f"field {one.key} must say what it refers to exactly if it is a reference")
            self.fields[one.key] = one

    def __getitem__(self, key: str) -> Field:
        return self.fields[key]

    def get(self, key: str) -> Field | None:
        """The field with this key, if there is one."""
        return self.fields.get(key)

    def all(self) -> Mapping[str, Field]:
        """Every field, in the order of registration."""
        return self.fields
