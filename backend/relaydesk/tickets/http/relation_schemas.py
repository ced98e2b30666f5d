"""Bodies of the routes by which tickets hang together."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from relaydesk.platform.http.schemas import In, Out
from relaydesk.tickets.actions.split_ticket import MOST_MESSAGES
from relaydesk.tickets.http.schemas import Body, Key, Priority, Ref, StatusRef, Subject, TypeRef
from relaydesk.tickets.rules.merging import MOST_SOURCES
from relaydesk.tickets.rules.relating import Relation

Number = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]


class MergeIn(In):
    """Tickets to merge into this one. `tell` is sent to their requesters first, each in his own thread."""

    sources: Annotated[list[Number], Field(min_length=1, max_length=MOST_SOURCES)]
    across_requesters: bool = False
    tell: Body | None = None


class SplitIn(In):
    """Messages that become a ticket of their own."""

    message_ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST_MESSAGES)]
    subject: Subject | None = None


class LinkIn(In):
    """Another ticket, and what it is to this one."""

    other: Number
    relation: Relation


class ChildIn(In):
    """A child ticket to open; the note says what is to be done, and the requester hears nothing of it."""

    subject: Subject
    body: Body | None = None
    body_html: Body | None = None
    type: Key | None = None
    priority: Priority | None = None
    team_id: UUID | None = None
    assignee_id: UUID | None = None


class SnoozeIn(In):
    """Until when the ticket sleeps; null until the requester answers, who wakes it in any case."""

    until: datetime | None


class RelatedTicket(Out):
    """A ticket at the other end."""

    number: str
    subject: str
    type: TypeRef
    status: StatusRef
    priority: Priority
    assignee: Ref | None
    team: Ref | None


class RelationOut(Out):
    """A link; `ticket` is null when the reader may not see the other."""

    id: UUID
    relation: Relation
    by_hand: bool
    ticket: RelatedTicket | None


class TallyOut(Out):
    """How many tickets hang below, and how many are done; also those that the reader may not see."""

    total: int
    done: int


class TicketMergeOut(Out):
    """A merge that stands: of this ticket into another (`into`), or of another into this one."""

    into: bool
    at: datetime
    by: str
    ticket: RelatedTicket | None


class RelationsOut(Out):
    """What hangs together with a ticket, and who watches it."""

    links: list[RelationOut]
    children: TallyOut
    affected: TallyOut
    merges: list[TicketMergeOut]
    watchers: list[Ref]
    watching: bool
