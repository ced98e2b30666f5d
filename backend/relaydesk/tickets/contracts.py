"""What other modules may know of tickets: words, frozen views, and what they pass in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypedDict
from uuid import UUID

from relaydesk.access.contracts import Actor
from relaydesk.files.contracts import AttachmentView
from relaydesk.platform.errors import Problem

MAX_SUBJECT = 500
MAX_BODY_BYTES = 1024 * 1024
MAX_TAGS = 50
MAX_TAG = 60
MAX_ATTACHMENTS = 50
MAX_BATCH = 500
MAX_WATCHERS = 100
MAX_RECIPIENTS = 20
MAX_MENTIONS = 50
COUNT_CAP = 999
DEFAULT_PRIORITY = "P2"


class Category(StrEnum):
    """状态类别: the fixed meaning behind each freely named status."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    HOLD = "hold"
    SOLVED = "solved"
    CLOSED = "closed"


OPEN_CATEGORIES = (Category.NEW, Category.OPEN, Category.WAITING, Category.HOLD)
"""Categories of tickets on which work is not finished."""

RUNNING_CATEGORIES = (Category.NEW, Category.OPEN)
"""Categories in which it is our turn; only these count as load."""


class Visibility(StrEnum):
    """Who may read a message: `public` 消息 also the requester, `note` 内部备注 only staff."""

    PUBLIC = "public"
    NOTE = "note"


class AuthorKind(StrEnum):
    """Who speaks in a message."""

    AGENT = "agent"
    CONTACT = "contact"
    SYSTEM = "system"


class LinkKind(StrEnum):
    """How two tickets belong together, read from the source: it blocks the target, is its parent, and so on.

    `major` points from a major issue 大面积故障 to a ticket under it, `split` from a ticket to what was
    split off it.
    """

    RELATES = "relates"
    DUPLICATES = "duplicates"
    BLOCKS = "blocks"
    CAUSES = "causes"
    PARENT = "parent"
    MAJOR = "major"
    SPLIT = "split"
    FOLLOW_UP = "follow_up"


class ChangeKind(StrEnum):
    """What happened to a ticket, as participants see it."""

    OPENED = "opened"
    MESSAGE = "message"
    ASSIGNED = "assigned"
    STATUS = "status"
    PRIORITY = "priority"
    EDITED = "edited"


class AssignReason(StrEnum):
    """Why a ticket got its assignee."""

    MANUAL = "manual"
    DISPATCH = "dispatch"
    AUTOMATION = "automation"
    OPENED = "opened"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket as other modules see it. `priority` is P0 (most urgent) to P3; instants are aware UTC."""

    id: int
    number: str
    subject: str
    type_key: str
    status_key: str
    category: Category
    priority: str
    channel: str
    team_id: UUID | None
    assignee_id: UUID | None
    department_id: UUID | None
    requester_id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    accepted_at: datetime | None
    started_at: datetime | None
    first_response_at: datetime | None
    solved_at: datetime | None
    closed_at: datetime | None
    next_due_at: datetime | None
    at_risk: bool
    tags: tuple[str, ...]
    label: str | None = None
    deleted_at: datetime | None = None
    snoozed_at: datetime | None = None
    snoozed_until: datetime | None = None
    merged_into_id: int | None = None
    planned_from: datetime | None = None
    planned_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number up to COUNT_CAP; `capped` says that there are, or may be, more."""

    count: int
    capped: bool


@dataclass(frozen=True, slots=True)
class TicketTexts:
    """The words of a ticket; `bodies` are messages and notes as plain text, newest first, long ones cut."""

    ticket_id: int
    number: str
    subject: str
    tags: tuple[str, ...]
    requester_id: UUID
    bodies: tuple[str, ...]
    file_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recipients:
    """Addresses to which a message goes. `to` is there when it is forwarded, and then not to the requester;
    `cc` and `bcc` come beside him.
    """

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.to or self.cc or self.bcc)


NOBODY_ELSE = Recipients()


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message or note with its attachments; the HTML is sanitised."""

    id: UUID
    ticket_id: int
    visibility: Visibility
    author_kind: AuthorKind
    author_agent_id: UUID | None
    author_contact_id: UUID | None
    author_name: str
    automatic: bool
    channel: str
    body_html: str
    body_text: str
    quoted_html: str | None
    created_at: datetime
    attachments: tuple[AttachmentView, ...]
    recipients: Recipients | None = None
    origin_id: int | None = None
    """The ticket as part of which it was written, when that one was merged into the present one."""


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """What a participant may know of a message: who and how, not what it says."""

    id: UUID
    visibility: Visibility
    author_kind: AuthorKind
    author_agent_id: UUID | None
    automatic: bool
    channel: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NewTicket:
    """One ticket to open, already checked for form; see `public.open_ticket` for the meaning of each."""

    subject: str
    requester_id: UUID
    channel: str
    body_text: str | None = None
    body_html: str | None = None
    quoted_html: str | None = None
    type_key: str = "request"
    priority: str = DEFAULT_PRIORITY
    team_id: UUID | None = None
    assignee_id: UUID | None = None
    tags: tuple[str, ...] = ()
    attachment_ids: tuple[UUID, ...] = ()
    external_id: str | None = None
    author: AuthorKind = AuthorKind.CONTACT
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class TicketChange:
    """One change of one ticket, handed to participants inside the transaction and before the row is written.

    `ticket` is the state after the whole action, `before` the state before it (None when it is being opened).
    """

    ticket: TicketView
    kind: ChangeKind
    at: datetime
    actor: Actor
    message: MessageFacts | None = None
    before: TicketView | None = None


@dataclass(frozen=True, slots=True)
class StopwatchView:
    """One SLA measure of a ticket; durations in working minutes. Section "stopwatches"."""

    measure: str
    state: str
    due_at: datetime | None
    target_minutes: int
    elapsed_minutes: int
    remaining_minutes: int | None
    breached_at: datetime | None
    completed_at: datetime | None


@dataclass(frozen=True, slots=True)
class TimeLeftView:
    """Working minutes at the instant `at` until a ticket's next due instant, negative after it.

    `counting` tells whether they are passing then: the calendar is open.
    """

    minutes: int
    counting: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Projection:
    """The facts of `sla` by which lists sort and filter; written into the ticket's own row.

    `stopwatches`, if given, are all stopwatches of the ticket as they now are: the answer to the request
    that changed it then need not read them again.
    """

    next_due_at: datetime | None
    at_risk: bool
    stopwatches: tuple[StopwatchView, ...] | None = None


@dataclass(frozen=True, slots=True)
class SatisfactionView:
    """What the requester answered to the survey, score 1 (bad) to 5. Section "satisfaction"."""

    score: int
    comment: str | None
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """How far a message got on its way out: queued, sent, failed or held. Message section "delivery"."""

    state: str
    at: datetime | None
    error: str | None


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status with its two names and the colour that screens use."""

    key: str
    name: str
    name_en: str
    category: Category
    color: str


@dataclass(frozen=True, slots=True)
class Kin:
    """A ticket of the same requester that came out of another, or the one out of which that came.

    `later`: it goes on from the one asked about, by `kind` split or follow_up; else that one goes on from it.
    """

    kind: LinkKind
    later: bool
    ticket_id: int
    number: str


@dataclass(frozen=True, slots=True)
class ProgressStep:
    """One step of the bar that desk and portal show; `state` is done, current or todo."""

    key: str
    label: str
    label_en: str
    state: str
    at: datetime | None


class SleepWish(TypedDict):
    """Until when tickets are to sleep; None until the requester answers."""

    until: datetime | str | None


class MergeWish(TypedDict, total=False):
    """In which ticket (its number) the others go on, be their requesters others or not."""

    into: str
    across_requesters: bool


class ReplyWish(TypedDict, total=False):
    """What the requesters are told: a saved reply, or words that may have the same variables."""

    saved_reply_id: UUID | str | None
    body_html: str | None


class TicketEdits(TypedDict, total=False):
    """What is written to many tickets alike; what is not mentioned stays.

    Values are those of a single change, ids as text too. Tags are added and removed, since the tickets have
    different ones. `delete` and `merge` stand alone; beside `reply` there may be a status.
    """

    status: str
    priority: str
    type: str
    team_id: UUID | str | None
    assignee_id: UUID | str | None
    label: str | None
    add_tags: list[str]
    remove_tags: list[str]
    snooze: SleepWish
    wake: bool
    merge: MergeWish
    reply: ReplyWish
    delete: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of one ticket of many.

    Args:
        number: None when the actor may not know it.
        version: the ticket's version afterwards; None when it was refused.
        former: what it takes to give the ticket its former values back; None when nothing changed.
        refusal: why nothing was changed.
    """

    ticket_id: int
    number: str | None = None
    version: int | None = None
    former: dict[str, Any] | None = None
    refusal: Problem | None = None
