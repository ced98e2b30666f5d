"""The tree of departments as a rule."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from relaydesk.people.contracts import DepartmentView
from relaydesk.people.rules.tree import (
    depth_under,
    path_of,
    read_path,
    subtree,
    superiors,
    upwards,
    would_close_a_cycle,
    written_path,
)


def tree_of(parents, heads=None):
    """Departments numbered from 1; `parents` maps each to the one above it."""
    return {
        UUID(int=n): DepartmentView(
            UUID(int=n),
            f"d{n}",
            "",
            UUID(int=parent) if parent else None,
            UUID(int=(heads or {})[n]) if n in (heads or {}) else None,
        )
        for n, parent in parents.items()
    }


HOUSE = tree_of({1: 0, 2: 1, 3: 2, 4: 1}, heads={1: 101, 2: 102, 3: 103})


def test_below_a_department_is_everything_that_hangs_on_it():
    assert subtree(HOUSE, UUID(int=2)) == {UUID(int=2), UUID(int=3)}
    assert subtree(HOUSE, UUID(int=1)) == set(HOUSE)
    assert subtree(HOUSE, UUID(int=9)) == frozenset()


def test_superiors_are_the_heads_upwards_and_nobody_is_his_own():
    assert superiors(HOUSE, UUID(int=7), UUID(int=3)) == [UUID(int=n) for n in (103, 102, 101)]
    assert superiors(HOUSE, UUID(int=103), UUID(int=3)) == [UUID(int=n) for n in (102, 101)]
    assert superiors(HOUSE, UUID(int=7), UUID(int=4)) == [UUID(int=101)]
    assert superiors(HOUSE, UUID(int=7), None) == []


def test_a_department_cannot_come_under_itself_or_what_is_below_it():
    assert would_close_a_cycle(HOUSE, UUID(int=1), UUID(int=3))
    assert would_close_a_cycle(HOUSE, UUID(int=1), UUID(int=1))
    assert not would_close_a_cycle(HOUSE, UUID(int=3), UUID(int=4))
    assert not would_close_a_cycle(HOUSE, UUID(int=3), None)


def test_depth_counts_what_comes_along():
    assert depth_under(HOUSE, UUID(int=2), UUID(int=4)) == 4
    assert depth_under(HOUSE, None, UUID(int=3)) == 4
    assert depth_under(HOUSE, UUID(int=3), None) == 1


PARENTS = st.dictionaries(st.integers(1, 12), st.integers(0, 12), max_size=12)


@given(PARENTS)
def test_even_damaged_trees_end(parents):
    tree = tree_of(parents)
    for one in tree:
        assert len(list(upwards(tree, one))) <= len(tree)
        assert one in subtree(tree, one)


@given(PARENTS, st.integers(1, 12), st.integers(0, 12))
def test_a_move_that_is_allowed_leaves_every_department_with_a_top(parents, moved, under):
    tree = tree_of({n: (p if p < n else 0) for n, p in parents.items()})  # no cycle to begin with
    target, parent = UUID(int=moved), UUID(int=under) if under else None
    if target not in tree or (parent and parent not in tree) or would_close_a_cycle(tree, target, parent):
        return
    after = tree | {target: DepartmentView(target, "x", "", parent)}
    for one in after:
        last = list(upwards(after, one))[-1]
        assert last.parent_id is None or last.parent_id not in after


@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool), min_size=1, max_size=5))
def test_a_written_path_is_read_back(names):
    assert read_path(written_path(names)) == names


def test_a_path_goes_from_the_top_down():
    assert path_of(HOUSE, UUID(int=3)) == ["d1", "d2", "d3"]
