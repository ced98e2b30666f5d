"""Reactions: which fact is told to whom."""

from collections.abc import Collection, Mapping
from uuid import UUID

from relaydesk.access.events import SessionEnded, SignedOut
from relaydesk.notifications.actions.make_notices import Told, make_notices
from relaydesk.notifications.actions.subscribe_browser import forget_session
from relaydesk.notifications.contracts import Kind
from relaydesk.notifications.kinds import (
    ANSWERED,
    ASSIGNED,
    BREACH,
    MENTIONED,
    NOTED,
    REMINDER,
    STATUS,
    SURVEY,
    TEAM,
    WATCHING,
)
from relaydesk.notifications.rules.words import CATEGORIES, MEASURES
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.events import Delivered, handler
from relaydesk.platform.html_marks import mentions_in
from relaydesk.sla.events import ReminderDue, StopwatchBreached
from relaydesk.surveys.events import SurveyAnswered
from relaydesk.tickets import public as tickets
from relaydesk.tickets.contracts import AuthorKind, TicketView, Visibility
from relaydesk.tickets.events import (
    AgentMentioned,
    MessageAdded,
    StatusChanged,
    TicketAssigned,
    TicketOpened,
    WatcherAdded,
)


@handler(TicketOpened, name="notifications.opened")
def tell_of_opened(delivered: Delivered) -> None:
    """A new ticket: its assignee, or his team as long as nobody has it."""
    opened: TicketOpened = delivered.event
    _tell_of_place(delivered, opened.ticket_id, opened.assignee_id, opened.team_id)


@handler(TicketAssigned, name="notifications.assigned")
def tell_of_assigned(delivered: Delivered) -> None:
    """A ticket went to an agent, or to another team."""
    event: TicketAssigned = delivered.event
    assignee = event.assignee_id if event.assignee_id != event.previous_assignee_id else None
    team = event.team_id if event.team_id != event.previous_team_id and not event.assignee_id else None
    _tell_of_place(delivered, event.ticket_id, assignee, team)


@handler(MessageAdded, name="notifications.message")
def tell_of_message(delivered: Delivered) -> None:
    """The requester answered, or somebody wrote a note."""
    event: MessageAdded = delivered.event
    view = tickets.ticket(event.ticket_id)
    if view is None or event.automatic:
        return
    if event.visibility == Visibility.NOTE:
        # Who is mentioned is told so by the other fact of the same note.
        note = tickets.message(event.message_id)
        named = set(mentions_in(note.body_html)) if note else set()
        _tell(delivered, event.ticket_id, dict.fromkeys(_concerned(view) - named, NOTED))
    elif event.author_kind == AuthorKind.CONTACT:
        agents = _concerned(view) if view.assignee_id else {*_concerned(view), *_members(view.team_id)}
        _tell(delivered, event.ticket_id, dict.fromkeys(agents, ANSWERED))


@handler(AgentMentioned, name="notifications.mentioned")
def tell_of_mention(delivered: Delivered) -> None:
    """A note names agents."""
    event: AgentMentioned = delivered.event
    _tell(delivered, event.ticket_id, dict.fromkeys(event.agent_ids, MENTIONED))


@handler(StatusChanged, name="notifications.status")
def tell_of_status(delivered: Delivered) -> None:
    """The status of a ticket changed."""
    event: StatusChanged = delivered.event
    view = tickets.ticket(event.ticket_id)
    if view is None or event.from_category == event.to_category:
        return
    zh, en = CATEGORIES.get(event.to_category, (event.to_status, event.to_status))
    words = {"category": zh, "category_en": en}
    _tell(delivered, event.ticket_id, dict.fromkeys(_concerned(view), STATUS), words)


@handler(ReminderDue, name="notifications.sla_reminder")
def tell_of_reminder(delivered: Delivered) -> None:
    """A time limit comes near: the one who works on it, or his team."""
    event: ReminderDue = delivered.event
    _tell_of_time(delivered, event.ticket_id, REMINDER, event.measure)


@handler(StopwatchBreached, name="notifications.sla_breach")
def tell_of_breach(delivered: Delivered) -> None:
    """A time limit is passed."""
    event: StopwatchBreached = delivered.event
    _tell_of_time(delivered, event.ticket_id, BREACH, event.measure)


@handler(SurveyAnswered, name="notifications.survey")
def tell_of_survey(delivered: Delivered) -> None:
    """The requester said how satisfied he is."""
    event: SurveyAnswered = delivered.event
    view = tickets.ticket(event.ticket_id)
    if view is not None:
        _tell(delivered, event.ticket_id, dict.fromkeys(_concerned(view), SURVEY))


@handler(WatcherAdded, name="notifications.watching")
def tell_of_watching(delivered: Delivered) -> None:
    """A colleague was made to watch a ticket."""
    event: WatcherAdded = delivered.event
    _tell(delivered, event.ticket_id, {event.agent_id: WATCHING})


@handler(SessionEnded, SignedOut, name="notifications.session_ended")
def forget_browser(delivered: Delivered) -> None:
    """The session was ended, here or from elsewhere: its browser is told nothing more."""
    event: SessionEnded | SignedOut = delivered.event
    if event.session_id is not None:
        forget_session(session_id=event.session_id, at=now())


def _tell_of_place(
    delivered: Delivered, ticket_id: int, assignee_id: UUID | None, team_id: UUID | None
) -> None:
    wanted: dict[UUID, Kind] = {}
    words: dict[str, str] = {}
    if team_id is not None:
        view = tickets.ticket(ticket_id)
        # Whoever has got it since is told of that; his team need not hear of it too.
        if view is not None and view.assignee_id is None:
            team = people.team(team_id)
            wanted = dict.fromkeys(_members(team_id), TEAM)
            words = {"team": team.name, "team_en": team.name_en or team.name} if team else {}
    if assignee_id is not None:
        wanted = {assignee_id: ASSIGNED}
    _tell(delivered, ticket_id, wanted, words)


def _tell_of_time(delivered: Delivered, ticket_id: int, kind: Kind, measure: str) -> None:
    view = tickets.ticket(ticket_id)
    if view is None:
        return
    agents = _concerned(view) if view.assignee_id else {*_concerned(view), *_members(view.team_id)}
    zh, en = MEASURES.get(measure, (measure, measure))
    _tell(delivered, ticket_id, dict.fromkeys(agents, kind), {"measure": zh, "measure_en": en})


def _concerned(view: TicketView) -> set[UUID]:
    """The one who works on a ticket, and those who watch it."""
    watching = set(tickets.watchers_of([view.id]).get(view.id, ()))
    return watching | {view.assignee_id} if view.assignee_id else watching


def _members(team_id: UUID | None) -> Collection[UUID]:
    team = people.team(team_id) if team_id else None
    return team.member_ids if team else ()


def _tell(
    delivered: Delivered,
    ticket_id: int,
    wanted: Mapping[UUID, Kind],
    words: Mapping[str, str] | None = None,
) -> None:
    if wanted:
        make_notices(
            delivered=delivered, ticket_id=ticket_id, told=Told(wanted=wanted, words=words or {}), at=now()
        )
