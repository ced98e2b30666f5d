"""Which handlers exist."""

from collections.abc import Callable
from dataclasses import dataclass

from relaydesk.platform.events.types import Delivered, Event

HandlerFunction = Callable[[Delivered], None]


@dataclass(frozen=True, slots=True)
class Handler:
    """One reaction: `name` identifies it in the database, so it must not change while deliveries wait."""

    name: str
    function: HandlerFunction


_handlers: dict[str, list[Handler]] = {}


def handler(*events: type[Event], name: str) -> Callable[[HandlerFunction], HandlerFunction]:
    """Register a function to be run by a worker for each event of these classes.

    It runs in one transaction, at least once, and must be idempotent by `delivered.id`. Events of one subject
    arrive in order. A failing handler is retried with growing pauses and parked after ten attempts.

    Args:
        events: the classes to react to.
        name: stable, unique per event, like "dispatch.assign_new".
    """

    def decorate(function: HandlerFunction) -> HandlerFunction:
        for event in events:
            entries = _handlers.setdefault(event.name, [])
            if any(entry.name == name for entry in entries):
                raise ValueError(f"handler {name} is registered twice for {event.name}")
            entries.append(Handler(name=name, function=function))
        return function

    return decorate


def handlers_of(name: str) -> list[Handler]:
    """Return the handlers of an event name, in order of registration."""
    return _handlers.get(name, [])


def unregister(name: str) -> None:
    """Remove a handler everywhere (for tests that register their own)."""
    for entries in _handlers.values():
        entries[:] = [entry for entry in entries if entry.name != name]
