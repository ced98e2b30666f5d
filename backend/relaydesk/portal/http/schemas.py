"""Bodies of the portal's requests and answers. What is not listed here never leaves."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from relaydesk.platform.http.schemas import In, Out
from relaydesk.portal.uploads import MOST_FILES

UploadName = Annotated[str, StringConstraints(min_length=33, max_length=100)]
UploadNames = Annotated[list[UploadName], Field(max_length=MOST_FILES)]


def _text(longest: int, shortest: int = 1) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest)


class StatusOut(Out):
    """The state of the ticket in a requester's words."""

    category: str
    label: str
    label_en: str


class StepOut(Out):
    """One step of the progress bar; `state` is done, current or todo."""

    key: str
    label: str
    label_en: str
    state: str
    at: datetime | None


class AuthorOut(Out):
    """Who wrote: agent, contact or system, by the name he shows to the outside."""

    kind: str
    name: str


class FileOut(Out):
    """An attachment; `size` in bytes."""

    id: str
    name: str
    size: int
    content_type: str
    url: str
    inline: bool


class MessageOut(Out):
    """A public message."""

    id: str
    author: AuthorOut
    mine: bool
    automatic: bool
    at: datetime
    body_html: str
    quoted_html: str | None
    attachments: list[FileOut]


class SatisfactionOut(Out):
    """What the requester answered to the survey."""

    score: int


class KinOut(Out):
    """Another ticket of the requester: it came out of this one, or this one out of it."""

    kind: Literal["split_off", "split_from", "follow_up", "follows"]
    number: str
    url: str


class TicketOut(Out):
    """A ticket as its requester sees it; `merged_number` is his ticket that went on in this one.

    `merged` without such a number: it is handled together with another ticket, which is not his. `own_url`
    is the link of the ticket shown, when the page was opened by that of one merged into it.
    """

    number: str
    subject: str
    status: StatusOut
    created_at: datetime
    progress: list[StepOut]
    messages: list[MessageOut]
    can_answer: bool
    merged: bool
    merged_number: str | None
    own_url: str | None
    kin: list[KinOut]
    satisfaction: SatisfactionOut | None
    survey_url: str | None


class AnswerIn(In):
    """An answer in plain text; empty only with attachments."""

    body: Annotated[str, _text(50_000, 0)] = ""
    attachment_ids: UploadNames = Field(default_factory=list)


class AnswerOut(Out):
    """The stored answer. On a closed ticket it opened another, whose number and link are given."""

    ticket_number: str
    portal_url: str
    message: MessageOut


class UploadOut(Out):
    """An upload to be named in `attachment_ids`; `draft` goes with the further files of the same form."""

    id: str
    name: str
    size: int
    draft: str | None


class RequestIn(In):
    """A request from the public form."""

    name: Annotated[str, _text(100)]
    email: Annotated[str, _text(254, 3)]
    phone: Annotated[str, _text(32, 0)] | None = None
    subject: Annotated[str, _text(200)]
    body: Annotated[str, _text(20_000)]
    website: Annotated[str, StringConstraints(max_length=1000)] = Field(
        default="", description="A trap for machines: people do not see it and leave it empty."
    )
    locale: Annotated[str, StringConstraints(max_length=20)] | None = Field(
        default=None, description="Language of the form, zh or en; without it the browser's."
    )
    draft: Annotated[str, StringConstraints(max_length=200)] | None = None
    attachment_ids: UploadNames = Field(default_factory=list)


class RequestOut(Out):
    """The new ticket's number, and the link by which the requester follows it."""

    number: str
    portal_url: str
