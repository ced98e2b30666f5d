"""Open tickets: one, or a batch with a constant number of statements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from relaydesk.access.contracts import Actor, ActorKind
from relaydesk.files import public as files
from relaydesk.files.contracts import AttachmentView
from relaydesk.people import public as people
from relaydesk.people.contracts import AgentView, ContactView, TeamView
from relaydesk.platform.errors import Forbidden, Invalid, Problem
from relaydesk.platform.ids import uuid7
from relaydesk.tickets import permissions
from relaydesk.tickets.actions import steps
from relaydesk.tickets.actions.composing import Composed, compose, files_of
from relaydesk.tickets.actions.external_ids import already_stored
from relaydesk.tickets.actions.facts import message_added, ticket_opened
from relaydesk.tickets.actions.storing import Change, StoredMessage, save, take_numbers
from relaydesk.tickets.contracts import (
    DEFAULT_PRIORITY,
    MAX_TAGS,
    AuthorKind,
    ChangeKind,
    MessageView,
    NewTicket,
    Visibility,
)
from relaydesk.tickets.permissions import TicketPermission
from relaydesk.tickets.policies import EVERYTHING, unwritable
from relaydesk.tickets.queries.catalogue import TypeEntry, catalogue
from relaydesk.tickets.queries.states import read_states
from relaydesk.tickets.rules import state as states
from relaydesk.tickets.rules.assigning import KEEP, Place, choose_place
from relaydesk.tickets.rules.numbering import make_number
from relaydesk.tickets.rules.state import TicketState
from relaydesk.tickets.rules.text import NO_SUBJECT, clean_subject, clean_tags


@dataclass(slots=True)
class _Line:
    """One ticket on its way: what was asked for, and what became of it."""

    new: NewTicket
    type: TypeEntry
    priority: int
    subject: str
    tags: tuple[str, ...]
    body: Composed
    place: Place
    requester: ContactView
    message_id: UUID = field(default_factory=uuid7)

    @property
    def owner(self) -> str:
        return f"message:{self.message_id}"

    @property
    def file_ids(self) -> tuple[UUID, ...]:
        return files_of(self.new.attachment_ids, self.body)


@dataclass(frozen=True, slots=True)
class _Known:
    """The people that the lines of one call name, looked up at once."""

    requesters: Mapping[UUID, ContactView]
    agents: Mapping[UUID, AgentView]
    teams: Sequence[TeamView]


@transaction.atomic
def open_ticket(*, actor: Actor, at: datetime, new: NewTicket) -> TicketState:
    """Open one ticket with its first message; the same external id again returns the ticket made first.

    Raises:
        Forbidden: the actor may not open tickets, or not for this requester.
        Invalid: a field is wrong, or names somebody or something that does not exist.
        RuleBroken: "assignee_not_in_team", "assignee_without_team".
    """
    [state] = open_lines(actor=actor, at=at, batch=[new], alone=True)
    if isinstance(state, Problem):
        raise state
    return state


def open_tickets(
    *,
    actor: Actor,
    at: datetime,
    batch: Sequence[NewTicket],
    requesters: Mapping[UUID, ContactView] | None = None,
) -> list[TicketState | Problem]:
    """Open many tickets; each line gets its ticket or its refusal, and a refused line keeps no other back."""
    try:
        with transaction.atomic():
            return open_lines(actor=actor, at=at, batch=batch, requesters=requesters or {})
    except (IntegrityError, Invalid):
        # What one line names went away in between, or it named the upload of another line: find out which.
        return [_alone(actor=actor, at=at, new=new) for new in batch]


def _alone(*, actor: Actor, at: datetime, new: NewTicket) -> TicketState | Problem:
    try:
        return open_ticket(actor=actor, at=at, new=new)
    except Problem as problem:
        return problem
    except IntegrityError:
        return Invalid(detail="Something that the ticket names has just been removed.", code="reference_gone")


def open_lines(
    *,
    actor: Actor,
    at: datetime,
    batch: Sequence[NewTicket],
    requesters: Mapping[UUID, ContactView] | None = None,
    agents: Mapping[UUID, AgentView] | None = None,
    alone: bool = False,
) -> list[TicketState | Problem]:
    """Do the work of opening, in the transaction of the action that calls.

    Args:
        requesters, agents: people whom the caller has just looked up.
        alone: there is one line, whose refusal is raised.
    """
    _check_may_open(actor)
    results: list[TicketState | Problem | None] = [None] * len(batch)
    stored = already_stored([new.external_id for new in batch if new.external_id])
    first_of: dict[str, int] = {}
    people_known = _look_up(batch, requesters or {}, agents or {})
    lines: dict[int, _Line] = {}
    for place, new in enumerate(batch):
        name = new.external_id
        if name and (name in stored or name in first_of):
            continue
        if name:
            first_of[name] = place
        try:
            lines[place] = _prepare(actor, new, people_known)
        except Problem as problem:
            if alone:
                raise
            results[place] = problem
    changes = _build(list(lines.values()), actor=actor, at=at)
    save(changes, actor=actor, at=at)
    for place, change in zip(lines, changes, strict=True):
        results[place] = change.state
    _fill_repeated(batch, results, stored, first_of)
    return [result for result in results if result is not None]


def _fill_repeated(
    batch: Sequence[NewTicket],
    results: list[TicketState | Problem | None],
    stored: Mapping[str, int],
    first_of: Mapping[str, int],
) -> None:
    """Give lines that were known already the ticket made first."""
    repeated = [place for place, result in enumerate(results) if result is None]
    if not repeated:
        return
    found = {s.id: s for s in read_states("t.id = ANY(%s)", [list(stored.values())], reach=EVERYTHING)}
    for place in repeated:
        name = batch[place].external_id or ""
        results[place] = found[stored[name]] if name in stored else results[first_of[name]]


def _check_may_open(actor: Actor) -> None:
    if actor.kind != ActorKind.CONTACT and not actor.can(TicketPermission.WRITE):
        raise Forbidden("You may not open tickets.", data={"permission": TicketPermission.WRITE.value})


def _look_up(
    batch: Sequence[NewTicket], requesters: Mapping[UUID, ContactView], agents: Mapping[UUID, AgentView]
) -> _Known:
    contact_ids = {new.requester_id for new in batch} - requesters.keys()
    agent_ids = {new.assignee_id for new in batch if new.assignee_id} - agents.keys()
    return _Known(
        requesters={**requesters, **(people.contacts(contact_ids) if contact_ids else {})},
        agents={**agents, **(people.agents(agent_ids) if agent_ids else {})},
        teams=people.teams(),
    )


def _prepare(actor: Actor, new: NewTicket, known: _Known) -> _Line:
    """Check one line against the rules and everything that it names."""
    requester = known.requesters.get(new.requester_id)
    if requester is None:
        raise Invalid.field("requester.id", "unknown_contact", "There is no such contact.")
    if actor.kind == ActorKind.CONTACT and actor.contact_id != requester.id:
        raise Forbidden("A requester opens tickets for himself only.")
    entry = catalogue().types.get(new.type_key)
    if entry is None:
        raise Invalid.field("type", "unknown_type", "There is no such ticket type.")
    _check_fields(actor, new)
    from_staff = actor.kind == ActorKind.AGENT
    subject = clean_subject(new.subject) or ("" if from_staff else NO_SUBJECT)
    if not subject:
        raise Invalid.field("subject", "required", "A ticket needs a subject.")
    tags = clean_tags(new.tags)
    if len(tags) > MAX_TAGS:
        raise Invalid.field("tags", "too_many", f"At most {MAX_TAGS} tags.")
    body = compose(
        body_text=new.body_text,
        body_html=new.body_html,
        quoted_html=new.quoted_html,
        attachment_ids=new.attachment_ids,
        may_be_empty=True,
    )
    return _Line(
        new=new,
        type=entry,
        priority=steps.priority_rank(new.priority),
        subject=subject,
        tags=tags,
        body=body,
        place=_place(new, entry, known),
        requester=requester,
    )


def _check_fields(actor: Actor, new: NewTicket) -> None:
    """What a role lets nobody write is not written on opening either."""
    if not actor.field_rights:
        return
    given = {
        permissions.PRIORITY: new.priority != DEFAULT_PRIORITY,
        permissions.TEAM: new.team_id is not None,
        permissions.ASSIGNEE: new.assignee_id is not None,
        permissions.TAGS: bool(new.tags),
        permissions.ATTACHMENTS: bool(new.attachment_ids),
    }
    refused = unwritable(actor, new.type_key, [field for field, is_given in given.items() if is_given])
    if refused:
        raise Forbidden("A role narrows these fields.", code="field_read_only", data={"fields": refused})


def _place(new: NewTicket, entry: TypeEntry, known: _Known) -> Place:
    team = None
    if new.team_id is not None:
        team = next((t for t in known.teams if t.id == new.team_id), None)
        if team is None:
            raise Invalid.field("team_id", "unknown_team", "There is no such team.")
    assignee = steps.active_agent(known.agents.get(new.assignee_id)) if new.assignee_id else KEEP
    nowhere = Place(None, None, None)
    if team is None and assignee is not KEEP:
        # The type's team if the agent is in it, else a team of his.
        usual = Place(entry.default_team_id, None, None)
        return choose_place(usual, team=KEEP, assignee=assignee, teams=known.teams)
    if team is None:
        team = next((t for t in known.teams if t.id == entry.default_team_id), None) or next(
            (t for t in known.teams if t.key == people.DEFAULT_TEAM_KEY), None
        )
    return choose_place(nowhere, team=team, assignee=assignee, teams=known.teams)


def _build(lines: Sequence[_Line], *, actor: Actor, at: datetime) -> list[Change]:
    if not lines:
        return []
    with_files = {line.owner: line.file_ids for line in lines if line.file_ids}
    shown = [file_id for line in lines for file_id in line.body.inline_ids]
    attached = files.attach_many(with_files, actor=actor, inline_ids=shown) if with_files else {}
    taken = take_numbers(len(lines))
    return [
        _change(line, ticket_id, sequence, attached.get(line.owner, ()), actor=actor, at=at)
        for line, (ticket_id, sequence) in zip(lines, taken, strict=True)
    ]


def _change(
    line: _Line,
    ticket_id: int,
    sequence: int,
    attachments: Collection[AttachmentView],
    *,
    actor: Actor,
    at: datetime,
) -> Change:
    status = line.type.initial()
    state = TicketState(
        id=ticket_id,
        number=make_number(line.type.number_pattern, sequence=sequence, at=at),
        type_id=line.type.id,
        type_key=line.type.key,
        status_id=line.type.status_ids[status.key],
        status_key=status.key,
        category=status.category,
        priority=line.priority,
        subject=line.subject,
        channel=line.new.channel,
        requester_id=line.requester.id,
        assignee_id=line.place.assignee_id,
        team_id=line.place.team_id,
        department_id=line.place.department_id,
        tags=line.tags,
        version=1,
        created_at=at,
        updated_at=at,
        accepted_at=at if line.place.assignee_id else None,
    )
    by_agent = line.new.author == AuthorKind.AGENT and actor.kind == ActorKind.AGENT
    view = MessageView(
        id=line.message_id,
        ticket_id=ticket_id,
        visibility=Visibility.PUBLIC,
        author_kind=AuthorKind.AGENT if by_agent else AuthorKind.CONTACT,
        author_agent_id=actor.agent_id if by_agent else None,
        author_contact_id=None if by_agent else line.requester.id,
        author_name=actor.name if by_agent else line.requester.name,
        automatic=line.new.automatic,
        channel=line.new.channel,
        body_html=line.body.html,
        body_text=line.body.text,
        quoted_html=line.body.quoted_html,
        created_at=at,
        attachments=tuple(attachments),
    )
    states.take_message(
        state, visibility=view.visibility, author_kind=view.author_kind, automatic=view.automatic, at=at
    )
    change = Change(state, None, message=StoredMessage(view, line.new.external_id))
    change.note(ChangeKind.OPENED, ticket_opened(state, view))
    if by_agent:
        change.events.append(message_added(state, view))
    return change
