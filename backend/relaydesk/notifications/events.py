"""Facts that notifications publishes. The subject `notices:<agent or ticket>` is no ticket's history."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from relaydesk.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class NoticesMade(Event):
    """These accounts have something new in their lists; the log says which fact was the cause."""

    name: ClassVar[str] = "notifications.notice.made"
    version: ClassVar[int] = 1

    about: int
    for_accounts: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class NoticesRead(Event):
    """An agent has read lines of his list."""

    name: ClassVar[str] = "notifications.notice.read"
    version: ClassVar[int] = 1

    for_account: UUID
    lines: int


@dataclass(frozen=True, kw_only=True)
class SettingsChanged(Event):
    """An agent chose what reaches him, how and when."""

    name: ClassVar[str] = "notifications.settings.changed"
    version: ClassVar[int] = 1

    agent_id: UUID
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class DefaultsChanged(Event):
    """What holders of a role are told by when they have not chosen changed."""

    name: ClassVar[str] = "notifications.defaults.changed"
    version: ClassVar[int] = 1

    role: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class BrowserSubscribed(Event):
    """A browser of an agent takes pushes from now on; `host` is the push service's."""

    name: ClassVar[str] = "notifications.browser.subscribed"
    version: ClassVar[int] = 1

    agent_id: UUID
    subscription_id: UUID
    host: str


@dataclass(frozen=True, kw_only=True)
class BrowserUnsubscribed(Event):
    """A browser takes no pushes any more; `reason` is own, gone (404 or 410), session or taken_over."""

    name: ClassVar[str] = "notifications.browser.unsubscribed"
    version: ClassVar[int] = 1

    agent_id: UUID
    subscription_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class PushKeyMade(Event):
    """The key by which this installation proves itself to push services was made."""

    name: ClassVar[str] = "notifications.push_key.made"
    version: ClassVar[int] = 1

    public: str
