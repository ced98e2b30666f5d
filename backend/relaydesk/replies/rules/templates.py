"""Templates of saved replies: Liquid with limits. Pure.

A template can insert known values, ask whether they are there, and change their case: nothing else. There is
no loop, no assignment and no inclusion, and no filter whose output grows faster than its input; so a template
can read nothing but what it is given, and takes time and room in proportion to its own length.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from liquid import Environment

TAGS = frozenset({"content", "output", "illegal", "if", "unless", "case", "comment", "raw", "#"})
FILTERS = frozenset({"default", "upcase", "downcase", "capitalize", "strip", "truncate"})
LONGEST_OUTPUT = 200_000
DEEPEST = 20

VARIABLES: Mapping[str, tuple[str, str]] = {
    "requester.name": ("请求人姓名", "Requester's name"),
    "requester.email": ("请求人邮箱", "Requester's e-mail"),
    "requester.phone": ("请求人电话", "Requester's phone"),
    "requester.company": ("请求人公司", "Requester's company"),
    "ticket.number": ("工单编号", "Ticket number"),
    "ticket.subject": ("主题", "Subject"),
    "ticket.status": ("状态", "Status"),
    "ticket.priority": ("优先级", "Priority"),
    "ticket.type": ("工单类型", "Ticket type"),
    "ticket.created_on": ("提交日期", "Opened on"),
    "ticket.team": ("处理组", "Team"),
    "agent.name": ("处理人姓名", "Agent's name"),
    "agent.email": ("处理人邮箱", "Agent's e-mail"),
    "today": ("今天的日期", "Today's date"),
}
"""What a template may insert, with its names."""

_PART = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_TAG_INSIDE = re.compile(r"<[^<>]{0,500}>")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a template: `syntax`, `unknown_variable`, `forbidden`; `what` names it."""

    code: str
    what: str


class UnfillableError(Exception):
    """A template cannot be filled."""


@cache
def _environment() -> "Environment":
    # The library takes a tenth of a second to load: only who fills a template needs it.
    from liquid import Environment, StrictUndefined

    class Limited(Environment):
        output_stream_limit = LONGEST_OUTPUT
        loop_iteration_limit = 1
        local_namespace_limit = 10_000
        block_nesting_limit = DEEPEST
        context_depth_limit = DEEPEST

    made = Limited(autoescape=True, undefined=StrictUndefined)
    made.tags = {name: tag for name, tag in made.tags.items() if name in TAGS}
    made.filters = {name: filter_ for name, filter_ in made.filters.items() if name in FILTERS}
    return made


def source_of(html: str) -> str:
    """The template in an HTML body: inside `{{ }}` and `{% %}` entities and tags of the editor are undone."""
    return _PART.sub(lambda part: unescape(_TAG_INSIDE.sub("", part.group(0))), html)


def faults_of(html: str) -> list[Fault]:
    """What is wrong with a template; nothing when it can be saved."""
    from liquid.exceptions import LiquidError

    if any(".." in part for part in _PART.findall(source_of(html))):
        return [Fault("forbidden", "..")]  # looking for a word in a range of numbers takes for ever
    try:
        template = _environment().from_string(source_of(html))
        found = template.analyze()
    except (LiquidError, RecursionError) as error:
        return [Fault("syntax", str(error).partition("\n")[0][:200])]
    named = sorted({_path(one) for places in found.globals.values() for one in places})
    faults = [Fault("unknown_variable", name) for name in named if name not in VARIABLES]
    faults += [Fault("forbidden", name) for name in sorted(found.filters) if name not in FILTERS]
    return faults


def _path(variable: Any) -> str:
    return ".".join(str(one) for one in variable.segments)


def fill(html: str, values: Mapping[str, Any]) -> str:
    """Fill a template. Values are escaped unless they are Markup.

    Raises:
        UnfillableError: it is faulty, or its output too long.
    """
    from liquid.exceptions import LiquidError

    nested: dict[str, Any] = {}
    for name in VARIABLES:
        group, _, field = name.partition(".")
        if field:
            nested.setdefault(group, {})[field] = values.get(name, "")
        else:
            nested[group] = values.get(name, "")
    try:
        filled: str = _environment().from_string(source_of(html)).render(**nested)
    except (LiquidError, RecursionError) as error:
        raise UnfillableError(str(error).partition("\n")[0][:200]) from None
    return filled
