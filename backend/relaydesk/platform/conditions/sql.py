"""A condition as SQL. Every value is a bound parameter."""

from collections.abc import Callable
from typing import Any

from relaydesk.platform.conditions.context import Context
from relaydesk.platform.conditions.folding import folded, folded_sql
from relaydesk.platform.conditions.kinds import CHANGE_OPERATORS, NEGATED, Comparison, Kind
from relaydesk.platform.conditions.spans import span_of
from relaydesk.platform.conditions.tree import Every, Leaf, Node, Not
from relaydesk.platform.conditions.values import Literal, Me, Several, meant

Sql = tuple[str, list[Any]]
"""A condition with `%s` for each of its parameters."""

_SIGN = {Comparison.LESS: "<", Comparison.AT_MOST: "<=", Comparison.GREATER: ">", Comparison.AT_LEAST: ">="}


def to_sql(node: Node, context: Context) -> Sql:
    """The condition as SQL over the alias that the fields' expressions use; NULL counts as false.

    Raises:
        ValueError: the condition asks about a change, which a row does not know.
    """
    return _node(node, context, exact=False)


def _node(node: Node, context: Context, *, exact: bool) -> Sql:
    """One node. Below a `not` it must be `exact`, never NULL; elsewhere plain comparisons use indexes."""
    if isinstance(node, Leaf):
        return _leaf(node, context, exact=exact)
    if isinstance(node, Not):
        text, params = _node(node.part, context, exact=True)
        return f"NOT ({text})", params
    if not node.parts:
        return ("TRUE" if isinstance(node, Every) else "FALSE"), []
    parts = [_node(part, context, exact=exact) for part in node.parts]
    word = " AND " if isinstance(node, Every) else " OR "
    return word.join(f"({text})" for text, _ in parts), [one for _, params in parts for one in params]


def _leaf(leaf: Leaf, context: Context, *, exact: bool) -> Sql:
    operator = leaf.operator
    if operator in CHANGE_OPERATORS:
        raise ValueError("a change cannot be asked of rows")
    text, params = _LEAVES[leaf.field.kind](leaf, NEGATED.get(operator, operator), context)
    if operator in NEGATED:
        return f"({text}) IS NOT TRUE", params  # also where the field is empty
    return (f"({text}) IS TRUE" if exact else text), params


def _wanted(leaf: Leaf, context: Context) -> list[Any]:
    assert isinstance(leaf.value, Literal | Me | Several)
    return [leaf.field.stored(value) for value in meant(leaf.value, context)]


def _one_of(leaf: Leaf, operator: Comparison, context: Context) -> Sql:
    about = leaf.field
    if operator == Comparison.IS_EMPTY:
        return f"({about.sql}) IS NULL", []
    values = _wanted(leaf, context)
    if len(values) == 1:
        return f"{about.sql} = %s::{about.sql_type}", values
    return f"{about.sql} = ANY(%s::{about.sql_type}[])", [values]


def _of_text(leaf: Leaf, operator: Comparison, context: Context) -> Sql:
    about = leaf.field
    if operator == Comparison.IS_EMPTY:
        return f"COALESCE({about.sql}, '') = ''", []
    words, expression = [folded(word) for word in _wanted(leaf, context)], folded_sql(about.sql)
    if operator in (Comparison.IS, Comparison.IN):
        return f"{expression} = ANY(%s::text[])", [words]
    if operator == Comparison.CONTAINS:
        return f"strpos({expression}, %s::text) > 0", words
    if operator == Comparison.STARTS_WITH:
        return f"starts_with({expression}, %s::text)", words
    return f"right({expression}, length(%s::text)) = %s::text", words * 2


def _of_number(leaf: Leaf, operator: Comparison, context: Context) -> Sql:
    if operator in _SIGN:
        return f"{leaf.field.sql} {_SIGN[operator]} %s::numeric", _wanted(leaf, context)
    if operator == Comparison.IS_EMPTY:
        return _one_of(leaf, operator, context)
    return f"({leaf.field.sql})::numeric = ANY(%s::numeric[])", [_wanted(leaf, context)]


def _of_choices(leaf: Leaf, operator: Comparison, context: Context) -> Sql:
    about = leaf.field
    if operator == Comparison.IS_EMPTY:
        return f"COALESCE(cardinality({about.sql}), 0) = 0", []
    sign = "@>" if operator == Comparison.INCLUDES_ALL else "&&"
    return f"{about.sql} {sign} %s::{about.sql_type}[]", [_wanted(leaf, context)]


def _of_instant(leaf: Leaf, operator: Comparison, context: Context) -> Sql:
    about = leaf.field
    if operator == Comparison.IS_EMPTY:
        return f"({about.sql}) IS NULL", []
    first, behind = span_of(leaf, context)
    parts = [(f"{about.sql} >= %s", first), (f"{about.sql} < %s", behind)]
    bounds = [(text, bound) for text, bound in parts if bound is not None]
    return " AND ".join(text for text, _ in bounds), [bound for _, bound in bounds]


_LEAVES: dict[Kind, Callable[[Leaf, Comparison, Context], Sql]] = {
    Kind.TEXT: _of_text,
    Kind.NUMBER: _of_number,
    Kind.YES_NO: _one_of,
    Kind.CHOICE: _one_of,
    Kind.CHOICES: _of_choices,
    Kind.INSTANT: _of_instant,
    Kind.REFERENCE: _one_of,
}
