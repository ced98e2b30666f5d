"""The event log: one fact, many readers. See docs/subsystems/events.md."""

from relaydesk.platform.events.causation import MAX_DEPTH, causation
from relaydesk.platform.events.history import events_by_id, history
from relaydesk.platform.events.holding import drop_held, held, release
from relaydesk.platform.events.recording import record, record_many
from relaydesk.platform.events.registry import handler
from relaydesk.platform.events.source import done_from
from relaydesk.platform.events.types import ActorRef, Delivered, Event, UnknownEvent

__all__ = [
    "MAX_DEPTH",
    "ActorRef",
    "Delivered",
    "Event",
    "UnknownEvent",
    "causation",
    "done_from",
    "drop_held",
    "events_by_id",
    "handler",
    "held",
    "history",
    "record",
    "record_many",
    "release",
]
