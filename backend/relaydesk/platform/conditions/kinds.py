"""What a field of a condition can hold, and which operators ask about it."""

from enum import StrEnum


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    INSTANT = "instant"
    REFERENCE = "reference"


class Comparison(StrEnum):
    """What a leaf asks about its field."""

    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    NOT_IN = "not_in"
    CONTAINS = "contains"
    CONTAINS_NOT = "contains_not"
    STARTS_WITH = "starts_with"
    ENDS_WITH = "ends_with"
    LESS = "less"
    AT_MOST = "at_most"
    GREATER = "greater"
    AT_LEAST = "at_least"
    INCLUDES_ANY = "includes_any"
    INCLUDES_ALL = "includes_all"
    INCLUDES_NONE = "includes_none"
    BEFORE = "before"
    AFTER = "after"
    IN_PERIOD = "in_period"
    WITHIN_LAST = "within_last"
    WITHIN_NEXT = "within_next"
    OLDER_THAN = "older_than"
    FURTHER_THAN = "further_than"
    IS_EMPTY = "is_empty"
    IS_NOT_EMPTY = "is_not_empty"
    CHANGED = "changed"
    CHANGED_TO = "changed_to"
    CHANGED_FROM = "changed_from"


_EMPTY = (Comparison.IS_EMPTY, Comparison.IS_NOT_EMPTY)
_ONE_OF = (Comparison.IS, Comparison.IS_NOT, Comparison.IN, Comparison.NOT_IN)

OPERATORS: dict[Kind, tuple[Comparison, ...]] = {
    Kind.TEXT: (
        Comparison.CONTAINS,
        Comparison.CONTAINS_NOT,
        *_ONE_OF,
        Comparison.STARTS_WITH,
        Comparison.ENDS_WITH,
        *_EMPTY,
    ),
    Kind.NUMBER: (
        *_ONE_OF,
        Comparison.LESS,
        Comparison.AT_MOST,
        Comparison.GREATER,
        Comparison.AT_LEAST,
        *_EMPTY,
    ),
    Kind.YES_NO: (Comparison.IS,),
    Kind.CHOICE: (*_ONE_OF, *_EMPTY),
    Kind.CHOICES: (Comparison.INCLUDES_ANY, Comparison.INCLUDES_ALL, Comparison.INCLUDES_NONE, *_EMPTY),
    Kind.INSTANT: (
        Comparison.IN_PERIOD,
        Comparison.WITHIN_LAST,
        Comparison.WITHIN_NEXT,
        Comparison.OLDER_THAN,
        Comparison.FURTHER_THAN,
        Comparison.BEFORE,
        Comparison.AFTER,
        *_EMPTY,
    ),
    Kind.REFERENCE: (*_ONE_OF, *_EMPTY),
}
"""The operators of each kind, the most usual first: in this order screens offer them."""

CHANGE_OPERATORS = (Comparison.CHANGED, Comparison.CHANGED_TO, Comparison.CHANGED_FROM)
"""Asked of a change only (rules on events); never of a list."""

CHANGING_KINDS = frozenset({Kind.CHOICE, Kind.REFERENCE, Kind.NUMBER, Kind.YES_NO})

WITHOUT_VALUE = frozenset({*_EMPTY, Comparison.CHANGED})
WITH_SEVERAL = frozenset(
    {
        Comparison.IN,
        Comparison.NOT_IN,
        Comparison.INCLUDES_ANY,
        Comparison.INCLUDES_ALL,
        Comparison.INCLUDES_NONE,
    }
)

NEGATED: dict[Comparison, Comparison] = {
    Comparison.IS_NOT: Comparison.IS,
    Comparison.NOT_IN: Comparison.IN,
    Comparison.CONTAINS_NOT: Comparison.CONTAINS,
    Comparison.INCLUDES_NONE: Comparison.INCLUDES_ANY,
    Comparison.IS_NOT_EMPTY: Comparison.IS_EMPTY,
}
"""Operators that are the plain opposite of another: `is_not` also holds where the field is empty."""


def operators_of(kind: Kind, *, changes: bool = False) -> tuple[Comparison, ...]:
    """The operators that a field of this kind offers.

    Args:
        kind: what the field holds.
        changes: whether the condition is asked of a change.
    """
    extra = CHANGE_OPERATORS if changes and kind in CHANGING_KINDS else ()
    return (*OPERATORS[kind], *extra)
