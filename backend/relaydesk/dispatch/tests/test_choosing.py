"""Who gets the ticket, one convention in each sentence."""

from time import process_time
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from relaydesk.dispatch.rules.choosing import Candidate, choose
from relaydesk.dispatch.rules.lock_groups import lock_group

NOON = 1_772_424_000.0


def somebody(
    number: int,
    load: int = 0,
    presence: str = "online",
    capacity: int = 20,
    waited: int | None = None,
    name: str = "",
) -> Candidate:
    last = None if waited is None else NOON - 60.0 * waited
    return Candidate(UUID(int=number), name or f"agent {number}", presence, True, load, capacity, last)


def test_the_least_loaded_who_is_online_gets_it() -> None:
    choice = choose([somebody(1, 3), somebody(2, 1), somebody(3, 0, "away"), somebody(4, 2)], priority="P2")
    assert choice.chosen == somebody(2, 1)
    assert choice.reason == "least_loaded"
    assert [one.reasons for one in choice.assessed] == [(), (), ("presence_away",), ()]


def test_of_equals_who_waited_longest_gets_it() -> None:
    choice = choose([somebody(1, 1, waited=5), somebody(2, 1, waited=50), somebody(3, 2)], priority="P2")
    assert choice.chosen is not None
    assert choice.chosen.agent_id == UUID(int=2)
    assert choice.reason == "least_loaded_waited_longest"


def test_who_never_got_any_comes_before_who_did_and_names_decide_the_rest() -> None:
    people = [somebody(1, waited=900, name="a"), somebody(2, name="c"), somebody(3, name="b")]
    choice = choose(people, priority="P2")
    assert choice.chosen is not None
    assert choice.chosen.name == "b"


def test_nobody_online_or_nobody_with_room_means_nobody() -> None:
    assert choose([], priority="P2").reason == "no_members"
    assert choose([somebody(1, presence="off")], priority="P0").reason == "nobody_online"
    full = choose([somebody(1, load=20)], priority="P2")
    assert (full.chosen, full.reason, full.eligible) == (None, "no_capacity", 0)


def test_an_urgent_ticket_passes_the_cap() -> None:
    choice = choose([somebody(1, load=25), somebody(2, load=22)], priority="P0")
    assert choice.chosen is not None
    assert choice.chosen.agent_id == UUID(int=2)
    assert choice.assessed[1].reasons == ("urgent_passes_cap",)


def test_an_excluded_agent_is_not_chosen() -> None:
    choice = choose([somebody(1), somebody(2, load=5)], priority="P2", excluded=[UUID(int=1)])
    assert choice.chosen is not None
    assert choice.chosen.agent_id == UUID(int=2)


people = st.lists(
    st.builds(
        somebody,
        st.integers(1, 10**6),
        st.integers(0, 30),
        st.sampled_from(["online", "busy", "away", "off"]),
        st.integers(0, 25),
        st.none() | st.integers(0, 100),
    ),
    max_size=12,
    unique_by=lambda one: one.agent_id,
)


@given(people, st.sampled_from(["P0", "P1", "P2", "P3"]))
def test_the_chosen_is_online_has_room_and_nobody_with_room_is_less_loaded(
    members: list[Candidate], priority: str
) -> None:
    chosen = choose(members, priority=priority).chosen
    able = [
        one for one in members if one.presence == "online" and (priority == "P0" or one.load < one.capacity)
    ]
    if chosen is None:
        assert not able
    else:
        assert chosen in able
        assert all(chosen.load <= one.load for one in able)


@given(people, st.randoms())
def test_the_order_of_the_members_does_not_matter(members: list[Candidate], random: object) -> None:
    shuffled = list(members)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert choose(members, priority="P2").chosen == choose(shuffled, priority="P2").chosen


def test_teams_share_a_lock_exactly_when_members_connect_them() -> None:
    one, two, three, four = (UUID(int=number) for number in range(1, 5))
    ann, bob, cat = (UUID(int=number) for number in range(11, 14))
    members = {four: {ann}, two: {ann, bob}, three: {bob}, one: {cat}}
    assert {lock_group(team, members) for team in (two, three, four)} == {two}
    assert lock_group(one, members) == one


def test_choosing_among_a_thousand_is_cheap() -> None:
    members = [somebody(number, number % 19, waited=number) for number in range(1000)]
    begun = process_time()
    choose(members, priority="P2")
    assert process_time() - begun < 0.1
