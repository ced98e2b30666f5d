"""Bodies of the routes of replies."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from relaydesk.platform.http.schemas import In, Out
from relaydesk.replies.contracts import (
    LANGUAGES,
    MAX_TEMPLATE,
    MOST_UNDO_SECONDS,
    AfterSend,
    DraftKind,
    PlannedKind,
    PlannedState,
    Sharing,
)
from relaydesk.tickets.contracts import MAX_ATTACHMENTS, MAX_BODY_BYTES, MAX_RECIPIENTS

Html = Annotated[str, StringConstraints(max_length=MAX_BODY_BYTES)]
Template = Annotated[str, StringConstraints(max_length=MAX_TEMPLATE * 2)]
FileIds = Annotated[list[UUID], Field(max_length=MAX_ATTACHMENTS)]
Typed = Annotated[list[Annotated[str, StringConstraints(max_length=254)]], Field(max_length=MAX_RECIPIENTS)]
Word = Annotated[str, StringConstraints(max_length=60)]
Title = Annotated[str, StringConstraints(max_length=120)]
LanguageKey = Annotated[str, StringConstraints(pattern=f"^({'|'.join(LANGUAGES)})$")]


class DraftIn(In):
    """What is to be kept of a reply, a note or (without a ticket) a new ticket's form."""

    kind: DraftKind
    body_html: Html
    attachment_ids: FileIds = []
    cc: Typed = []
    bcc: Typed = []
    form: dict[str, Any] = {}
    seen_message_id: UUID | None = None


class DraftFile(Out):
    """An upload that a draft refers to."""

    id: UUID
    name: str
    size: int
    content_type: str
    url: str
    inline: bool


class DraftOut(Out):
    """A draft, seen by its writer alone."""

    kind: DraftKind
    body_html: str
    attachments: list[DraftFile]
    cc: list[str]
    bcc: list[str]
    form: dict[str, Any]
    seen_message_id: UUID | None
    version: int
    updated_at: datetime


class DraftsOut(Out):
    """What one has begun here, at most one of each kind."""

    items: list[DraftOut]


class BegunOut(Out):
    """A draft in the list of one's own; without a number it is a new ticket."""

    number: str | None
    kind: DraftKind
    snippet: str
    updated_at: datetime


class BegunPage(Out):
    """All that one has begun, the last changed first."""

    items: list[BegunOut]


class PlanIn(In):
    """A public reply to be sent after some seconds in which it can be taken back, or at an instant."""

    body_html: Html
    attachment_ids: FileIds = []
    cc: Typed = []
    bcc: Typed = []
    set_status: Word | None = None
    seen_message_id: UUID | None = None
    undo_seconds: Annotated[int, Field(ge=1, le=MOST_UNDO_SECONDS)] | None = None
    send_at: datetime | None = None


class PlanPatch(In):
    """Another instant for a planned reply."""

    send_at: datetime


class PlannedOut(Out):
    """A planned reply; `reason` is the code of what holds it."""

    id: UUID
    kind: PlannedKind
    state: PlannedState
    reason: str
    author: str
    mine: bool
    body_html: str
    attachment_count: int
    cc: list[str]
    set_status: str | None
    due_at: datetime
    created_at: datetime


class PlannedList(Out):
    """What waits on a ticket, the next first."""

    items: list[PlannedOut]


class TakenBack(Out):
    """A planned reply that was taken back, to be written on; its attachments are uploads again."""

    body_html: str
    attachments: list[DraftFile]
    cc: list[str]
    bcc: list[str]


class PlannedSent(Out):
    """The message that a planned reply became."""

    message_id: UUID


class SavedReplyIn(In):
    """All of a saved reply; `bodies` maps `zh` or `en` to HTML with Liquid inside."""

    title: Title
    bodies: Annotated[dict[str, Template], Field(max_length=10)]
    sharing: Sharing = Sharing.PERSONAL
    team_id: UUID | None = None
    shortcut: Word = ""
    folder: Title = ""
    tags: Annotated[list[Word], Field(max_length=20)] = []


class TeamOfReply(Out):
    """The team that shares a saved reply."""

    id: UUID
    name: str


class SavedReplyOut(Out):
    """A saved reply."""

    id: UUID
    title: str
    shortcut: str
    folder: str
    tags: list[str]
    sharing: Sharing
    team: TeamOfReply | None
    languages: list[str]
    snippet: str
    bodies: dict[str, str]
    version: int
    updated_at: datetime
    can_edit: bool


class SavedReplyPage(Out):
    """A page of saved replies; found ones come the best first, without a further page."""

    items: list[SavedReplyOut]
    next_cursor: str | None


class PreviewIn(In):
    """A template to be looked at: for a ticket, or with sample values."""

    body_html: Template
    number: Word | None = None
    language: LanguageKey = "zh"


class FilledOut(Out):
    """Words ready for the composer; masked values stand in `data-var` marks."""

    html: str
    language: str


class VariableOut(Out):
    """Something that a template may insert."""

    key: str
    name: str
    name_en: str


class VariablesOut(Out):
    """All that a template may insert."""

    items: list[VariableOut]


class HabitsIn(In):
    """One's own settings of writing."""

    after_send: AfterSend
    undo_seconds: Annotated[int, Field(ge=0, le=MOST_UNDO_SECONDS)]


class HabitsOut(Out):
    """One's own settings of writing."""

    after_send: AfterSend
    undo_seconds: int


class TrustedOut(Out):
    """Contacts in whose mails pictures of other servers are loaded without asking."""

    contact_ids: list[UUID]


class PresenceIn(In):
    """What one does at a ticket."""

    writing: Literal["", "reply", "note"] = ""


class OnlookerOut(Out):
    """Somebody else at the ticket; `here` is false for one who has just left."""

    id: UUID
    name: str
    writing: str
    since: datetime
    here: bool


class OnlookersOut(Out):
    """Who else is at the ticket."""

    items: list[OnlookerOut]
