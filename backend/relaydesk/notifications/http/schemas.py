"""Bodies of the routes of notifications."""

from datetime import datetime, time
from typing import Annotated
from uuid import UUID

from pydantic import Field

from relaydesk.notifications.contracts import Channel, Digest
from relaydesk.platform.http.schemas import In, Out

ChannelList = Annotated[list[Channel], Field(max_length=len(Channel))]


class NoticeTicket(Out):
    """The ticket of a notice, as its reader sees it."""

    number: str
    subject: str


class NoticeOut(Out):
    """One line: what happened last on a ticket, and how often something did since it was read."""

    id: UUID
    kind: str
    text: str
    text_en: str
    count: int
    at: datetime
    read: bool
    ticket: NoticeTicket


class UnreadOut(Out):
    """How many lines are unread, at most 100."""

    unread: int


class NoticesReadIn(In):
    """What was read: everything up to an instant, some lines, or one ticket."""

    all_until: datetime | None = None
    ids: Annotated[list[UUID], Field(max_length=200)] | None = None
    ticket: Annotated[str, Field(max_length=60)] | None = None


class NoticeKindOut(Out):
    """A kind of notice with the channels that it takes now."""

    key: str
    name: str
    name_en: str
    channels: list[Channel]
    urgent: bool


class BrowserOut(Out):
    """A browser that takes pushes."""

    id: UUID
    device: str
    host: str
    created_at: datetime


class NoticeSettingsOut(Out):
    """How somebody is told. Times of day are his own, in `timezone`."""

    kinds: list[NoticeKindOut]
    digest: Digest
    daily_at: str
    quiet_from: str | None
    quiet_until: str | None
    breaks_through: bool
    timezone: str
    email: str
    browsers: list[BrowserOut]
    version: int


class NoticeSettingsIn(In):
    """What is left out stays; of quiet hours both ends are given, or null for none."""

    channels: dict[str, ChannelList] | None = None
    digest: Digest | None = None
    daily_at: time | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None
    breaks_through: bool | None = None


class RoleNoticesOut(Out):
    """What holders of a role take by default."""

    role: str
    kinds: list[NoticeKindOut]
    version: int


class RoleNoticesIn(In):
    """Channels of kinds; those left out stay."""

    channels: dict[str, ChannelList]


class PushKeyOut(Out):
    """The key that a browser subscribes with, base64url."""

    public: str


class PushKeysIn(In):
    """The keys that the browser made."""

    p256dh: Annotated[str, Field(max_length=120)]
    auth: Annotated[str, Field(max_length=40)]


class BrowserIn(In):
    """A subscription as `PushSubscription.toJSON()` writes it, and a name for the device."""

    endpoint: Annotated[str, Field(max_length=2000)]
    keys: PushKeysIn
    device: Annotated[str, Field(max_length=200)] = ""


class BrowserMadeOut(Out):
    """The browser that was let in."""

    id: UUID
