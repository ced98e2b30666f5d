"""Events to JSON and back."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from relaydesk.platform.events.types import Event, UnknownEvent, class_of

_adapters: dict[type[Event], TypeAdapter[Any]] = {}


def _adapter(cls: type[Event]) -> TypeAdapter[Any]:
    if cls not in _adapters:
        _adapters[cls] = TypeAdapter(cls)
    return _adapters[cls]


def encode(event: Event) -> dict[str, Any]:
    """Return the event's fields as JSON-ready values."""
    cls = type(event)
    dumped: dict[str, Any] = _adapter(cls).dump_python(event, mode="json")
    return dumped


def decode(name: str, version: int, payload: dict[str, Any]) -> Event | UnknownEvent:
    """Rebuild an event from the log; fields that the class no longer has are dropped.

    A name this release does not know, or a payload its class cannot read, becomes an `UnknownEvent`: the log
    must stay readable for ever.
    """
    cls = class_of(name)
    if cls is not None:
        try:
            event: Event = _adapter(cls).validate_python(payload)
        except ValidationError:
            pass
        else:
            return event
    return UnknownEvent(name=name, version=version, payload=payload)
