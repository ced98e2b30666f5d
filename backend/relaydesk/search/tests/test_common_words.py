"""However an answer is found – from the words, the latest days or the last changed – it is the same."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from relaydesk.access.contracts import Actor
from relaydesk.access.testing import an_administrator, an_agent
from relaydesk.people import public as people
from relaydesk.platform import clock
from relaydesk.search.queries import find
from relaydesk.search.queries.spread import Spread
from relaydesk.search.rules import marks
from relaydesk.search.rules.words import asked, terms
from relaydesk.search.testing import index_everything
from relaydesk.tickets.testing import make_ticket

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def spread_of(share: float) -> Spread:
    """As the statistics of a large house would be, in which 空调 is as common as that."""
    bounds = tuple(NOW - timedelta(days=40 - n) for n in range(41))
    return Spread(100_000, bounds, {"空调": share, "compressor": share, "seldom": 0.001})


@pytest.fixture
def house(transactional_db: None) -> dict[str, Actor]:
    """Twelve tickets of forty days, half of them of one team; everybody looks now."""
    boss = an_administrator()
    team = people.make_team(key="cold", name="制冷", department_id=people.make_department(name="制冷部"))
    member = an_agent(teams=("cold",))
    for n in range(12):
        place: dict[str, Any] = {"team_id": team} if n % 2 else {}
        at = NOW - timedelta(days=3 * n)
        with clock.frozen(at):
            make_ticket(at=at, subject=f"空调 compressor {n}", **place)
    index_everything()
    return {"boss": boss, "member": member}


def test_the_last_changed_are_found_whatever_way_is_taken(
    house: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def found() -> dict[tuple[str, str], tuple[tuple[int, ...], bool]]:
        answers = {
            (name, query): find.find_tickets(actor=actor, query=query)
            for name, actor in house.items()
            for query in ("空调", "compressor", "compres", "空调 comp", "co")
        }
        return {key: (answer.ids, answer.cut) for key, answer in answers.items()}

    monkeypatch.setattr(find, "CANDIDATES", 3)
    with clock.frozen(NOW):
        plain = found()
        for share in (0.001, 0.05, 0.15, 0.9):
            monkeypatch.setattr(find, "spread", lambda share=share: spread_of(share))
            assert found() == plain, share
    assert plain["boss", "空调"][1], "there are more than were looked at"
    assert not set(plain["boss", "空调"][0]) <= set(plain["member", "空调"][0])
    assert len(plain["member", "空调"][0]) == 3


def test_a_walk_that_met_too_few_goes_on_or_leaves_it_to_the_index(
    house: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def found() -> dict[str, tuple[int, ...]]:
        return {name: find.find_tickets(actor=actor, query="compr").ids for name, actor in house.items()}

    monkeypatch.setattr(find, "CANDIDATES", 4)
    with clock.frozen(NOW):
        plain = found()
        monkeypatch.setattr(find, "spread", lambda: spread_of(0.01))
        for tried, farthest in ((1, 20), (3, 20), (3, 4), (5, 5_000)):
            monkeypatch.setattr(find, "TRIED", tried)
            monkeypatch.setattr(find, "FARTHEST", farthest)
            assert found() == plain, (tried, farthest)
    assert len(plain["boss"]) == 4


def test_what_is_hardly_begun_is_found_among_the_last_changed_and_says_so(
    house: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "TRIED", 2)
    monkeypatch.setattr(find, "FARTHEST", 4)
    monkeypatch.setattr(find, "spread", lambda: spread_of(0.01))
    boss = house["boss"]
    with clock.frozen(NOW):
        for query in ("空", "co"):
            begun = find.find_tickets(actor=boss, query=query)
            assert (len(begun.ids), begun.cut) == (4, True), query
            narrowed = find.find_tickets(
                actor=boss, query=query, within=find.Within(since=NOW - timedelta(days=90))
            )
            assert (len(narrowed.ids), narrowed.cut) == (12, False), query
            assert set(begun.ids) <= set(narrowed.ids)
        longer = find.find_tickets(actor=boss, query="compr")
        assert (len(longer.ids), longer.cut) == (12, False), "what is typed further asks the index"
        none = find.find_tickets(actor=boss, query="xy")
        assert (none.ids, none.cut) == ((), True)


def test_what_is_narrowed_is_found_though_it_lies_far_back(
    house: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "spread", lambda: spread_of(0.9))
    with clock.frozen(NOW):
        before = find.Within(until=NOW - timedelta(days=20))
        assert len(find.find_tickets(actor=house["boss"], query="空调", within=before).ids) == 5
        nobody = find.Within(assignee=uuid4())
        assert find.find_tickets(actor=house["boss"], query="空调", within=nobody).ids == ()


def test_days_since_are_single_days_then_whole_months() -> None:
    found = marks.changed_since(date(2026, 10, 30), date(2026, 12, 2))
    assert found == ["=d20261030", "=d20261031", "=d202611*", "=d202612*"]
    assert marks.changed_since(date(2026, 11, 30), date(2026, 11, 30)) == ["=d20261130", "=d202612*"]


def test_a_mark_cannot_be_typed() -> None:
    typed = "=d20261102 =t =cnew '=hemail' ＝d20261102"
    words = {*terms(typed), *(term for group in asked(typed) for term in group)}
    assert not [word for word in words if "=" in word]


def test_the_share_of_a_question_is_that_of_its_rarest_word() -> None:
    known = spread_of(0.5)
    assert known.share([("空调",)]) == 0.5
    assert known.share([("空调",), ("seldom",)]) == 0.001
    assert known.share([("comp*",)]) == 0.5
    assert known.share([("unheard",)]) == 0.001
    assert known.share_of_any(None) == 1.0
    assert known.share_of_any(["seldom", "空调"]) == pytest.approx(0.501)
    assert known.share_of_any(["compressor", "空调", "seldom"]) == 1.0
    assert known.first_day(90_000, NOW) is None
    assert known.first_day(25_000, NOW) is None, "joining the days would cost more than it saves"
    assert known.first_day(5_000, NOW) == (NOW - timedelta(days=2)).date()
