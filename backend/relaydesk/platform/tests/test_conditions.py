"""Conditions: what is refused, what the words mean, and that both evaluators agree."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relaydesk.platform.conditions import Context, Node, fields_of, holds, parse, to_sql
from relaydesk.platform.errors import Invalid
from relaydesk.platform.tests.condition_probes import (
    AT,
    IDS,
    PROBES,
    AroundTheClock,
    Probe,
    a_condition,
    a_context,
    a_row,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
ME = Context(at=AT, zone=SHANGHAI, me={"agent": (IDS[0],)}, working=AroundTheClock())


def ask(sent: Any, probe: Probe, context: Context = ME) -> bool:
    return holds(parse(sent, PROBES), probe, context)


def leaf(field: str, operator: str, value: Any = None) -> dict[str, Any]:
    return {"field": field, "operator": operator, **({} if value is None else {"value": value})}


def errors_of(sent: Any, **options: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        parse(sent, PROBES, **options)
    return {error["field"]: error["code"] for error in refusal.value.data["errors"]}


# --- both evaluators agree -------------------------------------------------------------------


def _fill(probes: list[Probe]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS p (id int, text text, number numeric, flag boolean,"
            " colour smallint, tags text[], moment timestamptz, person uuid)"
        )
        cursor.execute("TRUNCATE p")
        colour = PROBES["colour"].stored
        cursor.executemany(
            "INSERT INTO p VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                (n, x.text, x.number, x.flag, x.colour and colour(x.colour), list(x.tags), x.moment, x.person)
                for n, x in enumerate(probes)
            ],
        )


def _by_database(nodes: list[Node], context: Context) -> list[list[bool]]:
    columns, params = [], []
    for node in nodes:
        text, values = to_sql(node, context)
        columns.append(f"array_agg(({text}) IS TRUE ORDER BY p.id)")
        params += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM p", params)
        return list(cursor.fetchone())


def _compare(trees: list[Any], probes: list[Probe], context: Context) -> None:
    nodes = [parse(tree, PROBES) for tree in trees]
    _fill(probes)
    in_memory = [[holds(node, probe, context) for probe in probes] for node in nodes]
    for tree, found, expected in zip(trees, _by_database(nodes, context), in_memory, strict=True):
        assert found == expected, tree


def _agree(random: Random, trees: int) -> None:
    context = a_context(random)
    _compare([a_condition(random) for _ in range(trees)], [a_row(random) for _ in range(20)], context)


_PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]


@pytest.mark.django_db
@settings(max_examples=100, deadline=None, suppress_health_check=_PATIENT)
@given(random=st.randoms(use_true_random=False))
def test_a_condition_means_the_same_to_the_database_and_in_memory(random: Random) -> None:
    _agree(random, 1)


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=400, deadline=None, suppress_health_check=_PATIENT)
@given(seed=st.integers(0, 2**64))
def test_twenty_thousand_random_conditions_mean_the_same_to_both(seed: int) -> None:
    _agree(Random(seed), 50)


@settings(max_examples=300, deadline=None, suppress_health_check=_PATIENT)
@given(random=st.randoms(use_true_random=False))
def test_what_is_stored_reads_back_as_the_same_condition(random: Random) -> None:
    node = parse(a_condition(random, changes=True), PROBES, changes=True)
    assert parse(node.as_json(), PROBES, changes=True) == node


# --- what the words mean ---------------------------------------------------------------------


def test_is_not_also_holds_where_the_field_is_empty() -> None:
    assert ask(leaf("colour", "is_not", "red"), Probe(colour=None))
    assert not ask(leaf("colour", "is", "red"), Probe(colour=None))
    assert ask({"not": leaf("number", "less", 5)}, Probe(number=None))


def test_text_is_compared_without_case() -> None:
    assert ask(leaf("text", "contains", "COMP"), Probe(text="the compressor"))
    assert ask(leaf("text", "starts_with", "The"), Probe(text="the compressor"))
    assert not ask(leaf("text", "contains", "%"), Probe(text="fifty"))


def test_the_current_user_is_whoever_asks() -> None:
    condition = leaf("person", "is", {"me": "current_user"})
    assert ask(condition, Probe(person=IDS[0]))
    assert not ask(condition, Probe(person=IDS[1]))
    assert not ask(condition, Probe(person=None))


def test_today_begins_at_the_askers_midnight() -> None:
    condition = leaf("moment", "in_period", "today")
    just_after_midnight = datetime(2026, 3, 28, 16, 1, tzinfo=UTC)  # 00:01 of the 29th in Shanghai
    assert ask(condition, Probe(moment=just_after_midnight))
    berlin = Context(at=AT, zone=ZoneInfo("Europe/Berlin"), me={})
    assert not ask(condition, Probe(moment=just_after_midnight), berlin)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("yesterday", "2026-03-28", "2026-03-28"),
        ("this_week", "2026-03-23", "2026-03-29"),
        ("last_week", "2026-03-16", "2026-03-22"),
        ("this_month", "2026-03-01", "2026-03-31"),
        ("last_month", "2026-02-01", "2026-02-28"),
        ("next_month", "2026-04-01", "2026-04-30"),
        ("this_year", "2026-01-01", "2026-12-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_named_period_lasts_from_its_first_midnight_to_its_last(period: str, first: str, last: str) -> None:
    begin = datetime.fromisoformat(first).replace(tzinfo=SHANGHAI)
    end = datetime.fromisoformat(last).replace(tzinfo=SHANGHAI) + timedelta(days=1)
    condition = leaf("moment", "in_period", period)
    second = timedelta(seconds=1)
    inside, outside = (begin, end - second), (begin - second, end)
    assert [ask(condition, Probe(moment=moment)) for moment in inside] == [True, True]
    assert [ask(condition, Probe(moment=moment)) for moment in outside] == [False, False]


def test_a_day_before_the_clocks_change_is_the_same_time_of_day() -> None:
    after = datetime(2026, 3, 29, 10, 0, tzinfo=UTC)  # 12:00 summer time; a day before, 12:00 was 11:00 UTC
    berlin = Context(at=after, zone=ZoneInfo("Europe/Berlin"), me={})
    condition = leaf("moment", "within_last", {"amount": 1, "unit": "days"})
    assert ask(condition, Probe(moment=datetime(2026, 3, 28, 11, 0, tzinfo=UTC)), berlin)
    assert not ask(condition, Probe(moment=datetime(2026, 3, 28, 10, 59, tzinfo=UTC)), berlin)


def test_a_month_before_the_thirty_first_is_the_last_day_of_a_shorter_month() -> None:
    at = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
    condition = leaf("moment", "older_than", {"amount": 1, "unit": "months"})
    context = Context(at=at, zone=ZoneInfo("UTC"), me={})
    assert ask(condition, Probe(moment=datetime(2026, 2, 28, 11, 59, tzinfo=UTC)), context)
    assert not ask(condition, Probe(moment=datetime(2026, 2, 28, 12, 0, tzinfo=UTC)), context)


class Mornings:
    """Working time is from 8:00 to 12:00 UTC, every day."""

    def add(self, start: datetime, amount: timedelta) -> datetime:
        raise NotImplementedError

    def between(self, start: datetime, end: datetime) -> timedelta:
        whole, day = timedelta(), start.replace(hour=0, minute=0, second=0, microsecond=0)
        while day < end:
            open_at, shut_at = max(start, day + timedelta(hours=8)), min(end, day + timedelta(hours=12))
            whole += max(shut_at - open_at, timedelta())
            day += timedelta(days=1)
        return whole

    def days(self, count: int) -> timedelta:
        return timedelta(hours=4 * count)


def test_the_last_working_hours_reach_back_over_closing_time() -> None:
    at = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    context = Context(at=at, zone=ZoneInfo("UTC"), me={}, working=Mornings())
    condition = leaf("moment", "within_last", {"amount": 2, "unit": "working_hours"})
    assert ask(condition, Probe(moment=datetime(2026, 3, 9, 11, 0, 1, tzinfo=UTC)), context)
    assert not ask(condition, Probe(moment=datetime(2026, 3, 9, 10, 59, tzinfo=UTC)), context)


def test_working_time_without_a_calendar_is_an_error_of_ours() -> None:
    condition = leaf("moment", "within_next", {"amount": 2, "unit": "working_hours"})
    with pytest.raises(ValueError, match="calendar"):
        ask(condition, Probe(moment=AT), Context(at=AT, zone=SHANGHAI, me={}))


def test_changed_to_holds_only_at_the_change() -> None:
    condition = parse(leaf("colour", "changed_to", "red"), PROBES, changes=True)
    red, blue = Probe(colour="red"), Probe(colour="blue")
    assert holds(condition, red, ME, before=blue)
    assert not holds(condition, red, ME, before=red)
    assert not holds(condition, blue, ME, before=red)
    assert holds(condition, red, ME, before=None), "a new subject changed from nothing"


def test_changed_from_looks_at_what_was() -> None:
    condition = parse(leaf("colour", "changed_from", "red"), PROBES, changes=True)
    assert holds(condition, Probe(colour="blue"), ME, before=Probe(colour="red"))
    assert not holds(condition, Probe(colour="red"), ME, before=Probe(colour="blue"))
    with pytest.raises(ValueError, match="change"):
        to_sql(condition, ME)


def test_a_condition_tells_which_fields_it_asks_for() -> None:
    tree = {"and": [leaf("colour", "is", "red"), {"not": leaf("text", "is_empty")}]}
    assert fields_of(parse(tree, PROBES)) == {"colour", "text"}


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "place", "code"),
    [
        ([], "condition", "not_an_object"),
        ({}, "condition", "not_a_condition"),
        ({"xor": []}, "condition", "not_a_condition"),
        ({"and": [], "or": []}, "condition", "not_a_condition"),
        ({"and": {}}, "condition.and", "not_a_list"),
        ({"and": [{"or": [3]}]}, "condition.and[0].or[0]", "not_an_object"),
        ({"field": "password", "operator": "is"}, "condition.field", "unknown_value"),
        ({"field": ["text"], "operator": "is"}, "condition.field", "unknown_value"),
        (leaf("text", "less", 3), "condition.operator", "unknown_value"),
        (leaf("colour", "changed_to", "red"), "condition.operator", "unknown_value"),
        (leaf("text", "__contains", "x"), "condition.operator", "unknown_value"),
        ({**leaf("text", "is", "x"), "sql": "1=1"}, "condition.sql", "unknown_field"),
        (leaf("text", "is_empty", "x"), "condition.value", "not_empty"),
        (leaf("text", "is"), "condition.value", "wrong_value"),
        (leaf("text", "is", "a\0b"), "condition.value", "wrong_value"),
        (leaf("text", "is", "\ud800"), "condition.value", "wrong_value"),
        (leaf("text", "in", []), "condition.value", "not_a_list"),
        (leaf("text", "in", ["x", 3]), "condition.value[1]", "wrong_value"),
        (leaf("number", "less", "5000"), "condition.value", "wrong_value"),
        (leaf("number", "less", True), "condition.value", "wrong_value"),
        (leaf("number", "less", float("nan")), "condition.value", "wrong_value"),
        (leaf("flag", "is", 1), "condition.value", "wrong_value"),
        (leaf("colour", "is", "pink"), "condition.value", "wrong_value"),
        (leaf("person", "is", "nobody"), "condition.value", "wrong_value"),
        (leaf("person", "is", {"me": "my_teams"}), "condition.value", "wrong_value"),
        (leaf("moment", "before", "yesterday"), "condition.value", "wrong_value"),
        (leaf("moment", "before", "2026-11-22T09:00:00"), "condition.value", "wrong_value"),
        (leaf("moment", "in_period", "someday"), "condition.value", "wrong_value"),
        (leaf("moment", "within_last", {"amount": 0, "unit": "days"}), "condition.value", "wrong_value"),
        (leaf("moment", "within_last", {"amount": 9**9, "unit": "days"}), "condition.value", "wrong_value"),
        (leaf("moment", "within_last", {"amount": 1, "unit": "moons"}), "condition.value", "wrong_value"),
    ],
)
def test_what_is_wrong_is_refused_and_names_its_place(sent: Any, place: str, code: str) -> None:
    assert errors_of(sent) == {place: code}


def test_every_wrong_leaf_is_named_at_once() -> None:
    tree = {"or": [leaf("text", "is", 3), leaf("colour", "is", "red"), leaf("number", "is", "x")]}
    assert set(errors_of(tree)) == {"condition.or[0].value", "condition.or[2].value"}


def test_depth_and_number_of_leaves_are_limited() -> None:
    deep: dict[str, Any] = leaf("text", "is_empty")
    for _ in range(2000):
        deep = {"not": deep}
    assert "too_deep" in errors_of(deep).values()
    wide = {"and": [{"or": [leaf("text", "is_empty")] * 60} for _ in range(2)]}
    assert "too_many" in errors_of(wide).values()


@settings(max_examples=300, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["and", "or", "not", "field", "operator", "value", "x"]), inner, max_size=3
            )
        ),
        max_leaves=12,
    )
)
def test_hostile_json_is_refused_with_an_error_and_nothing_else(sent: Any) -> None:
    try:
        node = parse(sent, PROBES)
    except Invalid:
        return
    assert parse(node.as_json(), PROBES) == node
