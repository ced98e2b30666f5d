"""Bodies of the ticket routes."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints, WithJsonSchema, model_validator

from relaydesk.platform.conditions import Comparison, Kind
from relaydesk.platform.http.schemas import In, Out
from relaydesk.tickets.actions.edit_ticket import OpenChildren
from relaydesk.tickets.contracts import (
    MAX_ATTACHMENTS,
    MAX_BATCH,
    MAX_BODY_BYTES,
    MAX_RECIPIENTS,
    MAX_SUBJECT,
    MAX_TAG,
    MAX_TAGS,
    Category,
    Visibility,
)
from relaydesk.tickets.http.time_schemas import Stopwatch, TimeLeft


class Priority(StrEnum):
    """P0 紧急, P1 高, P2 中, P3 低."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


Key = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
Subject = Annotated[str, StringConstraints(min_length=1, max_length=MAX_SUBJECT * 4, strip_whitespace=True)]
Body = Annotated[str, StringConstraints(max_length=MAX_BODY_BYTES)]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TAG, strip_whitespace=True)]
Tags = Annotated[list[Tag], Field(max_length=MAX_TAGS)]
Address = Annotated[str, StringConstraints(min_length=3, max_length=254, strip_whitespace=True)]
Addresses = Annotated[list[Address], Field(max_length=MAX_RECIPIENTS)]
FileIds = Annotated[list[UUID], Field(max_length=MAX_ATTACHMENTS)]


class RequesterIn(In):
    """Who asks: a known contact by `id`, or an address or number with a name, which finds or makes one."""

    id: UUID | None = None
    email: Annotated[str, StringConstraints(max_length=254)] | None = None
    phone: Annotated[str, StringConstraints(max_length=60)] | None = None
    name: Annotated[str, StringConstraints(max_length=200)] | None = None

    @model_validator(mode="after")
    def one_way(self) -> Self:
        """Insist on one way of saying who it is."""
        if (self.id is None) == (self.email is None and self.phone is None):
            raise ValueError("give either an id, or an e-mail address or a telephone number")
        return self


class TicketIn(In):
    """A ticket to open."""

    subject: Subject
    body: Body | None = None
    body_html: Body | None = None
    type: Key = "request"
    priority: Priority = Priority.P2
    team_id: UUID | None = None
    assignee_id: UUID | None = None
    requester: RequesterIn
    channel: Key = "api"
    attachment_ids: FileIds = []
    tags: Tags = []


Line = Annotated[
    Any,
    WithJsonSchema({"type": "object", "description": "As in POST /api/v1/tickets; checked line by line."}),
]


class BatchIn(In):
    """Tickets to open, each with its own result."""

    tickets: Annotated[list[Line], Field(min_length=1, max_length=MAX_BATCH)]


class TicketPatch(In):
    """What may be changed; what is not mentioned stays."""

    subject: Subject | None = None
    status: Key | None = None
    open_children: OpenChildren | None = None
    priority: Priority | None = None
    type: Key | None = None
    team_id: UUID | None = None
    assignee_id: UUID | None = None
    tags: Tags | None = None
    label: Annotated[str, StringConstraints(max_length=60)] | None = None
    planned_from: AwareDatetime | None = None
    planned_until: AwareDatetime | None = None


class MessageIn(In):
    """A message or note to write."""

    visibility: Visibility
    body: Body | None = None
    body_html: Body | None = None
    attachment_ids: FileIds = []
    set_status: Key | None = None
    cc: Addresses = []
    bcc: Addresses = []
    seen_message_id: UUID | None = Field(
        default=None,
        description="The last public message before the author's eyes: when others wrote publicly after it,"
        " the answer is 409 `new_messages` with their `message_ids`. Left out, nothing is refused.",
    )


class ForwardIn(In):
    """Messages to forward; notes among them need `include_notes`, files must be theirs."""

    to: Annotated[list[Address], Field(min_length=1, max_length=MAX_RECIPIENTS)]
    cc: Addresses = []
    bcc: Addresses = []
    body_html: Body = ""
    message_ids: Annotated[list[UUID], Field(min_length=1, max_length=50)]
    attachment_ids: FileIds = []
    include_notes: bool = False


class RequesterChange(In):
    """Who asks from now on, and why."""

    requester_id: UUID
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]


class Ref(Out):
    """Something with a name."""

    id: UUID
    name: str


class StatusRef(Out):
    """A status."""

    key: str
    name: str
    name_en: str
    category: Category
    color: str


class TypeRef(Out):
    """A ticket type."""

    key: str
    name: str
    name_en: str


class Requester(Out):
    """Who asks."""

    id: UUID
    name: str
    email: str | None
    phone: str | None


class LabelRef(Out):
    """A sensitivity label."""

    key: str
    name: str
    name_en: str
    colour: str


class TicketRow(Out):
    """A ticket in a list."""

    number: str
    subject: str
    type: TypeRef
    status: StatusRef
    priority: Priority
    channel: str
    requester: Requester
    assignee: Ref | None
    team: Ref | None
    tags: list[str]
    label: LabelRef | None
    version: int
    created_at: datetime
    updated_at: datetime
    next_due_at: datetime | None
    time_left: TimeLeft | None
    at_risk: bool
    last_public_message_at: datetime | None
    planned_from: datetime | None
    planned_until: datetime | None


class Satisfaction(Out):
    """What the requester answered to the survey."""

    score: int
    comment: str | None
    answered_at: datetime


class Can(Out):
    """What the reader may do with the ticket; `fields` has those narrower than `write`, with their right."""

    assign: bool
    edit: bool
    set_status: bool
    reply: bool
    note: bool
    delete: bool
    restore: bool
    set_label: bool
    merge: bool
    unmerge: bool
    fields: dict[str, str]


class StepState(StrEnum):
    """How a step of the progress bar stands."""

    DONE = "done"
    CURRENT = "current"
    TODO = "todo"


class ProgressStepOut(Out):
    """One step of the progress bar."""

    key: str
    label: str
    label_en: str
    state: StepState
    at: datetime | None


class Ticket(TicketRow):
    """A ticket in full."""

    deleted_at: datetime | None
    snoozed_at: datetime | None
    snoozed_until: datetime | None
    merged: bool
    merged_into: str | None
    department: Ref | None
    solved_at: datetime | None
    closed_at: datetime | None
    stopwatches: list[Stopwatch]
    satisfaction: Satisfaction | None
    next_statuses: list[StatusRef]
    can: Can
    progress: list[ProgressStepOut]


class TicketPage(Out):
    """A page of a list."""

    items: list[TicketRow]
    next_cursor: str | None


class TicketGroup(Out):
    """How many tickets have one value; null stands for none."""

    value: str | None
    count: int


class GroupsOut(Out):
    """The groups of a list; `cut` says that only those that changed last were looked at."""

    items: list[TicketGroup]
    cut: bool


class FieldChoice(Out):
    """One value of a choice field."""

    value: str
    name: str
    name_en: str


class TicketField(Out):
    """A field that conditions may ask for."""

    key: str
    kind: Kind
    name: str
    name_en: str
    operators: list[Comparison]
    choices: list[FieldChoice] | None
    refers_to: str | None


class TicketFieldsOut(Out):
    """The fields that conditions may ask for."""

    items: list[TicketField]


class BatchResult(Out):
    """What became of one line: 201 with its number, or the status of its refusal with the problem."""

    index: int
    status: int
    number: str | None = None
    error: dict[str, Any] | None = None


class BatchOut(Out):
    """What became of each line, in the order given."""

    results: list[BatchResult]


class Author(Out):
    """Who wrote a message."""

    kind: str
    id: UUID | None
    name: str


class AttachmentOut(Out):
    """A file of a message."""

    id: UUID
    name: str
    size: int
    content_type: str
    url: str
    inline: bool


class Delivery(Out):
    """How far a message got on its way out."""

    state: str
    at: datetime | None
    error: str | None


class RecipientsOut(Out):
    """Addresses to which a message went; `to` when it was forwarded, `cc` and `bcc` beside the requester."""

    to: list[str]
    cc: list[str]
    bcc: list[str]


class MergedFrom(Out):
    """The merged ticket as part of which a message was written; no number if the reader may not see it."""

    number: str | None


class Message(Out):
    """A message or note."""

    id: UUID
    visibility: Visibility
    author: Author
    channel: str
    automatic: bool
    body_html: str
    quoted_html: str | None
    body_text: str
    created_at: datetime
    attachments: list[AttachmentOut]
    delivery: Delivery | None
    has_original: bool
    recipients: RecipientsOut | None
    merged_from: MergedFrom | None


class EventActor(Out):
    """Who did it."""

    kind: str
    name: str


class TimelineEvent(Out):
    """A fact of the record."""

    name: str
    data: dict[str, Any]
    actor: EventActor


class TimelineKind(StrEnum):
    """What a line of the timeline is."""

    MESSAGE = "message"
    NOTE = "note"
    EVENT = "event"


class TimelineItem(Out):
    """One line of the timeline."""

    id: str
    at: datetime
    kind: TimelineKind
    message: Message | None
    event: TimelineEvent | None


class TimelinePage(Out):
    """A page of the timeline, newest first."""

    items: list[TimelineItem]
    next_cursor: str | None


class ReasonOut(Out):
    """One way in: a role or a stand-in, how far it reaches, and what of the ticket lets it in."""

    kind: str
    key: str
    name: str
    scope: str
    through: str


class SeerOut(Out):
    """Somebody who can see the ticket."""

    account_id: UUID
    agent_id: UUID
    name: str
    writes: bool
    cleared_for: str | None
    reasons: list[ReasonOut]


class SeerPage(Out):
    """Those who can see a ticket, by name."""

    items: list[SeerOut]
    next_cursor: str | None


class TicketTypeOut(Out):
    """A ticket type with its statuses and its legal moves."""

    key: str
    name: str
    name_en: str
    statuses: list[StatusRef]
    transitions: dict[str, list[str]]


class TicketTypesOut(Out):
    """All ticket types."""

    items: list[TicketTypeOut]


class CandidateOut(Out):
    """Somebody whom a note could mention; `reason` ("place", "label") says why he cannot be."""

    id: UUID
    name: str
    can_see: bool
    reason: str | None


class CandidatesOut(Out):
    """Whom a note could mention, those who can see the ticket first."""

    items: list[CandidateOut]
