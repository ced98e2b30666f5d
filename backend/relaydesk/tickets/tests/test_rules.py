"""The pure rules."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaydesk.people.contracts import AgentView, Presence, TeamView
from relaydesk.platform.errors import RuleBroken
from relaydesk.tickets.contracts import AuthorKind, Category, StatusView, Visibility
from relaydesk.tickets.rules import state as states
from relaydesk.tickets.rules.assigning import KEEP, Place, choose_place
from relaydesk.tickets.rules.numbering import is_usable, make_number
from relaydesk.tickets.rules.progress import progress
from relaydesk.tickets.rules.state import TicketState
from relaydesk.tickets.rules.text import clean_subject, clean_tags
from relaydesk.tickets.rules.transitions import DEFAULT_MOVES, is_legal, legal_next

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
STATUSES = {c.value: StatusView(c.value, c.value, c.value, c, "#000") for c in Category}
STATUSES["repairing"] = StatusView("repairing", "维修中", "Repairing", Category.OPEN, "#000")
IDS = {key: uuid4() for key in STATUSES}


def new_state() -> TicketState:
    return TicketState(
        id=1,
        number="GD1",
        type_id=uuid4(),
        type_key="request",
        status_id=IDS["new"],
        status_key="new",
        category=Category.NEW,
        priority=2,
        subject="s",
        channel="api",
        requester_id=uuid4(),
        assignee_id=None,
        team_id=None,
        department_id=None,
        tags=(),
        version=1,
        created_at=START,
        updated_at=START,
    )


STEPS = st.lists(
    st.one_of(
        st.sampled_from(sorted(STATUSES)),
        st.tuples(st.sampled_from(list(Visibility)), st.sampled_from(list(AuthorKind)), st.booleans()),
        st.just("accept"),
    ),
    max_size=25,
)


@given(STEPS)
def test_random_walks_keep_the_instants_true(steps: list[object]) -> None:
    state = new_state()
    for minute, step in enumerate(steps, start=1):
        at = START + timedelta(minutes=minute)
        before = (state.accepted_at, state.started_at, state.first_response_at)
        if step == "accept":
            states.accept(state, at=at)
        elif isinstance(step, tuple):
            visibility, kind, automatic = step
            states.take_message(state, visibility=visibility, author_kind=kind, automatic=automatic, at=at)
        elif isinstance(step, str) and is_legal(STATUSES[state.status_key], STATUSES[step]):
            states.enter_status(state, IDS[step], STATUSES[step], at=at)
        ended = state.category in (Category.SOLVED, Category.CLOSED)
        assert (state.solved_at is not None) == ended
        assert (state.closed_at is not None) == (state.category == Category.CLOSED)
        assert state.status_id == IDS[state.status_key]
        assert STATUSES[state.status_key].category == state.category
        for was, now in zip(
            before, (state.accepted_at, state.started_at, state.first_response_at), strict=True
        ):
            assert was is None or now == was
        bar = progress(
            category=state.category,
            created_at=state.created_at,
            accepted_at=state.accepted_at,
            started_at=state.started_at,
            solved_at=state.solved_at,
        )
        order = [step.state for step in bar]
        assert order == sorted(order, key=["done", "current", "todo"].index)
        assert order.count("current") == (0 if ended else 1)


def test_the_usual_table_is_the_one_of_the_contract() -> None:
    legal = {
        "new": ["open", "waiting", "hold", "solved"],
        "open": ["waiting", "hold", "solved"],
        "waiting": ["open", "hold", "solved"],
        "hold": ["open", "waiting", "solved"],
        "solved": ["open", "closed"],
        "closed": [],
    }
    plain = [s for key, s in STATUSES.items() if key != "repairing"]
    for key, wanted in legal.items():
        assert [s.key for s in legal_next(STATUSES[key], plain)] == wanted
    assert set(DEFAULT_MOVES) == set(Category)


def test_statuses_of_one_category_follow_each_other_freely() -> None:
    assert is_legal(STATUSES["open"], STATUSES["repairing"])
    assert is_legal(STATUSES["repairing"], STATUSES["open"])
    assert not is_legal(STATUSES["open"], STATUSES["open"])


def test_an_automatic_or_inner_message_is_no_first_response() -> None:
    state = new_state()
    for visibility, kind, automatic in (
        (Visibility.NOTE, AuthorKind.AGENT, False),
        (Visibility.PUBLIC, AuthorKind.AGENT, True),
        (Visibility.PUBLIC, AuthorKind.SYSTEM, False),
        (Visibility.PUBLIC, AuthorKind.CONTACT, False),
    ):
        states.take_message(state, visibility=visibility, author_kind=kind, automatic=automatic, at=START)
    assert state.first_response_at is None
    states.take_message(
        state, visibility=Visibility.PUBLIC, author_kind=AuthorKind.AGENT, automatic=False, at=START
    )
    assert state.first_response_at == START


def test_numbers_fill_their_pattern_and_are_never_cut() -> None:
    assert make_number("GD{yyyy}{mm}-{seq:5}", sequence=42, at=START) == "GD202603-00042"
    assert make_number("{yy}/{dd}/{seq}", sequence=7, at=START) == "26/02/7"
    assert make_number("X{seq:2}", sequence=12345, at=START) == "X12345"
    assert is_usable("GD{yyyy}{mm}-{seq:5}")
    assert not is_usable("GD{yyyy}")
    assert not is_usable("GD{seq}{seq}")
    assert not is_usable("GD{seq}{__class__}")


@given(st.text(max_size=800))
def test_a_subject_is_always_one_clean_line(text: str) -> None:
    tidy = clean_subject(text)
    assert len(tidy) <= 500
    assert not {"\n", "\r", "\0", "\u2028", "\u202e"} & set(tidy)
    assert clean_subject(tidy) == tidy


def test_tags_are_tidied_and_none_is_twice() -> None:
    assert clean_tags([" VIP ", "vip", "", "\n", "空调"]) == ("VIP", "空调")
    assert len(clean_tags(["x" * 100])[0]) == 60


def team(*members: UUID) -> TeamView:
    return TeamView(uuid4(), "t", "t", "t", uuid4(), frozenset(members))


def agent() -> AgentView:
    return AgentView(
        uuid4(), "a", "a@x", Presence.ONLINE, None, frozenset(), "zh", "Asia/Shanghai", True, "#1677ff"
    )


def test_an_agent_outside_the_team_brings_his_first_team() -> None:
    who = agent()
    here, his, other = team(), team(who.id), team(who.id)
    now = Place(here.id, None, here.department_id)
    place = choose_place(now, team=KEEP, assignee=who, teams=[here, his, other])
    assert place == Place(his.id, who.id, his.department_id)
    now = Place(other.id, None, other.department_id)
    assert choose_place(now, team=KEEP, assignee=who, teams=[here, his, other]).team_id == other.id


def test_who_is_not_in_the_team_or_in_none_is_refused() -> None:
    who, here = agent(), team()
    with pytest.raises(RuleBroken) as refused:
        choose_place(Place(None, None, None), team=here, assignee=who, teams=[here])
    assert refused.value.code == "assignee_not_in_team"
    with pytest.raises(RuleBroken) as refused:
        choose_place(Place(None, None, None), team=KEEP, assignee=who, teams=[here])
    assert refused.value.code == "assignee_without_team"
    with pytest.raises(RuleBroken):
        choose_place(Place(here.id, None, None), team=None, assignee=who, teams=[here])
