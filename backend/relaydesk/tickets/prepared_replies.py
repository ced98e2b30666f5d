"""Prepared words: an upper module keeps and fills them, what is done to many tickets uses them."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from relaydesk.access.contracts import Actor
from relaydesk.platform.errors import Invalid
from relaydesk.tickets.contracts import ReplyWish


class ReplySource(Protocol):
    """Who keeps prepared words."""

    def check(self, actor: Actor, wish: ReplyWish) -> None:
        """Refuse what could be filled for no ticket. Raises `Invalid` or `NotFound`."""
        ...

    def fill(self, actor: Actor, number: str, wish: ReplyWish, at: datetime) -> str:
        """The words for one ticket, as HTML, with the values as the actor sees them."""
        ...

    def sending(self) -> AbstractContextManager[None]:
        """Around what is sent so: what the actor has begun to write himself stays."""
        ...


_sources: list[ReplySource] = []


def register_reply_source(source: ReplySource) -> None:
    """Register who keeps prepared words."""
    _sources.append(source)


def reply_source() -> ReplySource:
    """Who keeps prepared words.

    Raises:
        Invalid: nobody does here.
    """
    if not _sources:
        raise Invalid.field("change.reply", "unknown_saved_reply", "Nobody keeps saved replies here.")
    return _sources[-1]
