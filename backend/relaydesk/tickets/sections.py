"""Sections: parts of the API's answer about a ticket or a message that an upper module owns."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from relaydesk.tickets.contracts import DeliveryView, SatisfactionView, StopwatchView, TimeLeftView

TicketLoader = Callable[[Collection[int]], Mapping[int, Any]]
MessageLoader = Callable[[Collection[UUID]], Mapping[UUID, Any]]
TimeKeeper = Callable[[Mapping[int, datetime]], Mapping[int, TimeLeftView]]

TICKET_SECTIONS = {"stopwatches": list[StopwatchView], "satisfaction": SatisfactionView}
MESSAGE_SECTIONS = {"delivery": DeliveryView, "original": bool}

_ticket_loaders: dict[str, TicketLoader] = {}
_message_loaders: dict[str, MessageLoader] = {}
_time_keepers: list[TimeKeeper] = []


def register_ticket_section(name: str, loader: TicketLoader) -> None:
    """Register who loads a section of tickets, by one statement for any number of ids.

    Raises:
        ValueError: the section is not declared in TICKET_SECTIONS.
    """
    if name not in TICKET_SECTIONS:
        raise ValueError(f"unknown section {name}; tickets declares {sorted(TICKET_SECTIONS)}")
    _ticket_loaders[name] = loader


def register_message_section(name: str, loader: MessageLoader) -> None:
    """Register who loads a section of messages, by one statement for any number of ids.

    Raises:
        ValueError: the section is not declared in MESSAGE_SECTIONS.
    """
    if name not in MESSAGE_SECTIONS:
        raise ValueError(f"unknown section {name}; tickets declares {sorted(MESSAGE_SECTIONS)}")
    _message_loaders[name] = loader


def register_time_keeper(keeper: TimeKeeper) -> None:
    """Register who knows the working time until tickets' next due instants, by one statement at most."""
    _time_keepers[:] = [keeper]


def time_left(due: Mapping[int, datetime]) -> Mapping[int, TimeLeftView]:
    """The working time until each ticket's next due instant; empty when nobody keeps time."""
    return _time_keepers[0](due) if _time_keepers and due else {}


def ticket_section(name: str, ids: Collection[int]) -> Mapping[int, Any]:
    """Load one section; empty when nobody provides it."""
    loader = _ticket_loaders.get(name)
    return loader(ids) if loader and ids else {}


def message_section(name: str, ids: Collection[UUID]) -> Mapping[UUID, Any]:
    """Load one section; empty when nobody provides it."""
    loader = _message_loaders.get(name)
    return loader(ids) if loader and ids else {}
