"""Ask a condition of one subject in memory."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from relaydesk.platform.conditions.context import Context
from relaydesk.platform.conditions.folding import folded
from relaydesk.platform.conditions.kinds import CHANGE_OPERATORS, NEGATED, Comparison, Kind
from relaydesk.platform.conditions.spans import span_of
from relaydesk.platform.conditions.tree import Every, Leaf, Node, Not
from relaydesk.platform.conditions.values import Literal, Me, Several, meant

Predicate = Callable[[Any, Any], bool]
"""Tells of a subject, and of the same subject before the change, whether a condition holds."""


def holds(node: Node, subject: Any, context: Context, *, before: Any = None) -> bool:
    """Whether the condition holds now.

    Args:
        node: the condition.
        subject: what the fields' `read` understands.
        context: who asks, and when.
        before: the subject before the change; None where there was none: then everything has changed.
    """
    return predicate(node, context)(subject, before)


def predicate(node: Node, context: Context) -> Predicate:
    """The condition with its relative values fixed, to be asked of many subjects."""
    if isinstance(node, Leaf):
        return _leaf(node, context)
    if isinstance(node, Not):
        inner = predicate(node.part, context)
        return lambda subject, before: not inner(subject, before)
    parts = [predicate(part, context) for part in node.parts]
    if isinstance(node, Every):
        return lambda subject, before: all(part(subject, before) for part in parts)
    return lambda subject, before: any(part(subject, before) for part in parts)


def _leaf(leaf: Leaf, context: Context) -> Predicate:
    operator, read = leaf.operator, leaf.field.read
    if operator in CHANGE_OPERATORS:
        return _change(leaf, context)
    if operator in NEGATED:
        test = _TESTS[leaf.field.kind](leaf, NEGATED[operator], context)
        return lambda subject, _: not test(read(subject))
    test = _TESTS[leaf.field.kind](leaf, operator, context)
    return lambda subject, _: test(read(subject))


def _change(leaf: Leaf, context: Context) -> Predicate:
    read, operator = leaf.field.read, leaf.operator
    wanted = _wanted(leaf, context) if leaf.value is not None else frozenset()

    def changed(subject: Any, before: Any) -> bool:
        now, then = read(subject), None if before is None else read(before)
        if now == then and before is not None:
            return False
        if operator == Comparison.CHANGED:
            return True
        return (now if operator == Comparison.CHANGED_TO else then) in wanted

    return changed


def _wanted(leaf: Leaf, context: Context) -> frozenset[Any]:
    assert isinstance(leaf.value, Literal | Me | Several)
    return frozenset(meant(leaf.value, context))


Test = Callable[[Any], bool]


def _empty(value: Any) -> bool:
    return value is None


def _is_one_of(leaf: Leaf, operator: Comparison, context: Context) -> Test:
    if operator == Comparison.IS_EMPTY:
        return _empty
    wanted = _wanted(leaf, context)
    return lambda value: value is not None and value in wanted


def _of_text(leaf: Leaf, operator: Comparison, context: Context) -> Test:
    if operator == Comparison.IS_EMPTY:
        return lambda value: not value
    wanted = frozenset(folded(text) for text in _wanted(leaf, context))
    if operator in (Comparison.IS, Comparison.IN):
        return lambda value: bool(value) and folded(value) in wanted
    word = next(iter(wanted))
    if operator == Comparison.CONTAINS:
        return lambda value: bool(value) and word in folded(value)
    if operator == Comparison.STARTS_WITH:
        return lambda value: bool(value) and folded(value).startswith(word)
    return lambda value: bool(value) and folded(value).endswith(word)


_COMPARE: dict[Comparison, Callable[[Any, Decimal], bool]] = {
    Comparison.LESS: lambda value, bound: value < bound,
    Comparison.AT_MOST: lambda value, bound: value <= bound,
    Comparison.GREATER: lambda value, bound: value > bound,
    Comparison.AT_LEAST: lambda value, bound: value >= bound,
}


def _of_number(leaf: Leaf, operator: Comparison, context: Context) -> Test:
    if operator not in _COMPARE:
        return _is_one_of(leaf, operator, context)
    compare, (bound,) = _COMPARE[operator], _wanted(leaf, context)
    return lambda value: value is not None and compare(value, bound)


def _of_choices(leaf: Leaf, operator: Comparison, context: Context) -> Test:
    if operator == Comparison.IS_EMPTY:
        return lambda value: not value
    wanted = _wanted(leaf, context)
    if operator == Comparison.INCLUDES_ALL:
        return lambda value: wanted <= set(value or ())
    return lambda value: bool(wanted & set(value or ()))


def _of_instant(leaf: Leaf, operator: Comparison, context: Context) -> Test:
    if operator == Comparison.IS_EMPTY:
        return _empty
    first, behind = span_of(leaf, context)
    return lambda value: (
        value is not None and (first is None or value >= first) and (behind is None or value < behind)
    )


_TESTS: dict[Kind, Callable[[Leaf, Comparison, Context], Test]] = {
    Kind.TEXT: _of_text,
    Kind.NUMBER: _of_number,
    Kind.YES_NO: _is_one_of,
    Kind.CHOICE: _is_one_of,
    Kind.CHOICES: _of_choices,
    Kind.INSTANT: _of_instant,
    Kind.REFERENCE: _is_one_of,
}
