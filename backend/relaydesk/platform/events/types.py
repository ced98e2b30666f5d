"""What an event is: a frozen, typed, versioned fact, and who caused it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class ActorRef:
    """Who did it. `kind` is agent, contact or system; `id` is the agent's or contact's UUID as text."""

    kind: str
    id: str | None
    name: str


class Event:
    """Base of all facts. A subclass is `@dataclass(frozen=True, kw_only=True)` and sets `name`.

    `name` reads `module.subject.past_tense`; `version` rises when a field changes its meaning. Fields may be
    str, int, float, bool, None, datetime, UUID, StrEnum, and tuples and dicts of these. Subclassing registers
    the class under its name, so that the log can be read back into it.
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        _register_class(cls)


_classes: dict[str, type[Event]] = {}


def _register_class(cls: type[Event]) -> None:
    """Make an event class known by its name.

    Raises:
        TypeError: the class has no name, or another class bears it.
    """
    name = cls.__dict__.get("name")
    if not isinstance(name, str) or name.count(".") < 2:
        raise TypeError(f"{cls.__qualname__} needs a name like 'module.subject.past_tense'")
    known = _classes.get(name)
    if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
        raise TypeError(f"event name {name} is used by {known.__qualname__} and {cls.__qualname__}")
    _classes[name] = cls


def class_of(name: str) -> type[Event] | None:
    """Return the class registered under `name`, or None when this release does not know it."""
    return _classes.get(name)


@dataclass(frozen=True, kw_only=True)
class UnknownEvent:
    """Stands for a logged fact whose class this release does not know."""

    name: str
    version: int
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Delivered:
    """One fact as read back from the log. `id` identifies it for ever; handlers are idempotent by it."""

    id: int
    event: Any
    actor: ActorRef
    subject: str
    at: datetime
    depth: int
    name: str
    cause: int | None = None
    version: int = 1
    payload: dict[str, Any] = field(default_factory=dict)
