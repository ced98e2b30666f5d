"""Facts that `views` publishes. The subject of each is `view:<id>`; conditions of private views stay out."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


def subject_of(view_id: UUID) -> str:
    """The subject under which the facts of a view are recorded."""
    return f"view:{view_id}"


@dataclass(frozen=True, kw_only=True)
class ViewMade(Event):
    """Somebody saved a view; `kind` is shared or mine."""

    name: ClassVar[str] = "views.view.made"
    version: ClassVar[int] = 1

    view_id: UUID
    title: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class ViewChanged(Event):
    """These parts of a view changed."""

    name: ClassVar[str] = "views.view.changed"
    version: ClassVar[int] = 1

    view_id: UUID
    title: str
    kind: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ViewDeleted(Event):
    """A view was deleted; it can be restored."""

    name: ClassVar[str] = "views.view.deleted"
    version: ClassVar[int] = 1

    view_id: UUID
    title: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class ViewRestored(Event):
    """A deleted view came back."""

    name: ClassVar[str] = "views.view.restored"
    version: ClassVar[int] = 1

    view_id: UUID
    title: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class ViewPinned(Event):
    """An agent pinned a view in his sidebar, or took the pin away."""

    name: ClassVar[str] = "views.view.pinned"
    version: ClassVar[int] = 1

    view_id: UUID
    title: str
    pinned: bool


@dataclass(frozen=True, kw_only=True)
class ViewsOrdered(Event):
    """An agent put the views of his sidebar into an order of his own."""

    name: ClassVar[str] = "views.view.ordered"
    version: ClassVar[int] = 1

    count: int


@dataclass(frozen=True, kw_only=True)
class DefaultSet(Event):
    """Who holds a role begins with another view from now on; None for the usual one."""

    name: ClassVar[str] = "views.default.set"
    version: ClassVar[int] = 1

    role: str
    title: str | None
