"""What an operator about an instant means now: one span, the same for both evaluators."""

from relaydesk.platform.conditions.context import Context
from relaydesk.platform.conditions.kinds import Comparison
from relaydesk.platform.conditions.tree import Leaf
from relaydesk.platform.conditions.values import Duration, Moment, Named, Span


def span_of(leaf: Leaf, context: Context) -> Span:
    """The span in which the field's instant must lie; from (included) until (excluded).

    `within_last` reaches until now, `within_next` begins now; `before` ends where the day or instant
    begins, `after` begins where it ends.

    Raises:
        ValueError: working time is asked for and the context has no calendar.
    """
    value, operator = leaf.value, leaf.operator
    if isinstance(value, Named):
        return value.span(context)
    if isinstance(value, Duration):
        if operator == Comparison.WITHIN_LAST:
            return value.before(context), context.at
        if operator == Comparison.WITHIN_NEXT:
            return context.at, value.behind(context)
        if operator == Comparison.OLDER_THAN:
            return None, value.before(context)
        return value.behind(context), None
    assert isinstance(value, Moment)
    return (None, value.begins(context)) if operator == Comparison.BEFORE else (value.ends(context), None)
