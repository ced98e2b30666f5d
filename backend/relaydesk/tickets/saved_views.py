"""Saved views by their keys: an upper module keeps them, lists apply them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from relaydesk.access.contracts import Actor


@dataclass(frozen=True, slots=True)
class SavedView:
    """What a list needs of a saved view: its condition as stored, and the order it is shown in."""

    condition: Any
    sort: str


Source = Callable[[str, Actor], SavedView | None]
_sources: list[Source] = []


def register_view_source(source: Source) -> None:
    """Register who knows saved views; it answers None for a view that the actor may not use."""
    _sources.append(source)


def saved_view(key: str, actor: Actor) -> SavedView | None:
    """The view with this key, if the actor may use it."""
    return next((found for source in _sources if (found := source(key, actor)) is not None), None)
