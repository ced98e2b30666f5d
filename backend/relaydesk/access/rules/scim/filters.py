"""Filters of SCIM (RFC 7644, 3.4.2.2): read into a tree and asked of one resource. Pure.

The grammar is small and so is what is allowed: at most 50 terms, 10 levels. Nothing of a filter ever reaches
SQL as text; the comparisons that have an index are picked out by `wanted`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from relaydesk.access.rules.scim.errors import ScimError

TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<mark>[()\[\]])|(?P<word>[A-Za-z$][\w$:./-]*)|(?P<number>-?\d+(?:\.\d+)?))'
)
OPERATORS = frozenset({"eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"})
MAX_TERMS, MAX_DEPTH, MAX_LENGTH = 50, 10, 4000
CORE = re.compile(r"^urn:ietf:params:scim:schemas:(?:core|extension:enterprise):2\.0:\w+:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Compare:
    """`path operator value`; `pr` has no value."""

    path: str
    operator: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Not:
    """`not (…)`."""

    inner: "Filter"


@dataclass(frozen=True, slots=True)
class Both:
    """`… and …`, `… or …`."""

    operator: str
    left: "Filter"
    right: "Filter"


@dataclass(frozen=True, slots=True)
class Within:
    """`emails[type eq "work"]`: one element of the list fulfils the filter."""

    path: str
    inner: "Filter"


Filter = Compare | Not | Both | Within


def _bad(detail: str) -> ScimError:
    return ScimError(400, detail, "invalidFilter")


def unescaped(literal: str) -> str:
    """The text of a JSON string literal.

    Raises:
        ScimError: `invalidFilter`.
    """
    try:
        return str(json.loads(literal))
    except ValueError:
        raise _bad("A text in the filter is malformed.") from None


class _Reader:
    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise _bad("The filter is too long.")
        self.tokens: list[tuple[str, str]] = []
        place = 0
        while text[place:].strip():
            match = TOKEN.match(text, place)
            if match is None:
                raise _bad(f"The filter is not understood at {text[place : place + 20]!r}.")
            self.tokens.append((str(match.lastgroup), match[str(match.lastgroup)]))
            place = match.end()
        self.place = 0
        self.terms = 0

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.place] if self.place < len(self.tokens) else ("end", "")

    def take(self) -> tuple[str, str]:
        token = self.peek()
        self.place += 1
        return token

    def word(self) -> str:
        return self.peek()[1].lower() if self.peek()[0] == "word" else ""

    def expect(self, mark: str) -> None:
        if self.take() != ("mark", mark):
            raise _bad(f"The filter lacks a {mark}.")

    def either(self, depth: int) -> Filter:
        left = self.every(depth)
        while self.word() == "or":
            self.take()
            left = Both("or", left, self.every(depth))
        return left

    def every(self, depth: int) -> Filter:
        left = self.one(depth)
        while self.word() == "and":
            self.take()
            left = Both("and", left, self.one(depth))
        return left

    def one(self, depth: int) -> Filter:
        self.terms += 1
        if depth > MAX_DEPTH or self.terms > MAX_TERMS:
            raise _bad("The filter is too large.")
        if self.peek() == ("mark", "("):
            return self.bracketed(depth)
        if self.word() == "not":
            self.take()
            return Not(self.bracketed(depth))
        kind, path = self.take()
        if kind != "word":
            raise _bad("The filter lacks an attribute.")
        if self.peek() == ("mark", "["):
            self.take()
            inner = self.either(depth + 1)
            self.expect("]")
            return Within(plain(path), inner)
        operator = self.take()[1].lower()
        if operator == "pr":
            return Compare(plain(path), "pr")
        if operator not in OPERATORS:
            raise _bad(f"There is no operator {operator[:20]!r}.")
        return Compare(plain(path), operator, self.value())

    def bracketed(self, depth: int) -> Filter:
        self.expect("(")
        inner = self.either(depth + 1)
        self.expect(")")
        return inner

    def value(self) -> Any:
        kind, text = self.take()
        if kind == "text":
            return unescaped(text)
        if kind == "number":
            return float(text) if "." in text else int(text)
        words = {"true": True, "false": False, "null": None}
        if kind != "word" or text.lower() not in words:
            raise _bad("The filter lacks a value.")
        return words[text.lower()]


def plain(path: str) -> str:
    """A path without the name of its schema, lower case: `urn:…:User:userName` → `username`."""
    return CORE.sub("", path).lower()


def parse(text: str) -> Filter:
    """Read a filter.

    Raises:
        ScimError: `invalidFilter`.
    """
    reader = _Reader(text)
    found = reader.either(0)
    if reader.peek()[0] != "end":
        raise _bad("The filter goes on after its end.")
    return found


def wanted(found: Filter, path: str) -> str | None:
    """The text that `path` must equal for the filter to hold at all, or None when it is not so simple."""
    if isinstance(found, Compare) and found.path == path and found.operator == "eq":
        return found.value if isinstance(found.value, str) else None
    if isinstance(found, Both) and found.operator == "and":
        return wanted(found.left, path) or wanted(found.right, path)
    return None


def holds(found: Filter, resource: Mapping[str, Any]) -> bool:
    """Whether a resource fulfils a filter."""
    if isinstance(found, Not):
        return not holds(found.inner, resource)
    if isinstance(found, Both):
        if found.operator == "and":
            return holds(found.left, resource) and holds(found.right, resource)
        return holds(found.left, resource) or holds(found.right, resource)
    if isinstance(found, Within):
        elements = [value for value in values_at(resource, found.path) if isinstance(value, Mapping)]
        return any(holds(found.inner, element) for element in elements)
    values = [v for v in values_at(resource, found.path) if v is not None and v not in ("", [])]
    if found.operator == "pr":
        return bool(values)
    if found.operator == "ne":
        return not any(_compared("eq", value, found.value) for value in values)
    return any(_compared(found.operator, value, found.value) for value in values)


def values_at(resource: Any, path: str) -> list[Any]:
    """The values under a path such as `name.familyname`; through lists, into each element."""
    found = [resource]
    for part in path.split("."):
        following: list[Any] = []
        for one in found:
            if isinstance(one, Mapping):
                following += [value for name, value in one.items() if name.lower() == part]
        found = [inner for value in following for inner in (value if isinstance(value, list) else [value])]
    # a list of objects is compared by its `value` (RFC 7644, 3.4.2.2)
    return [
        inner
        for value in found
        for inner in ([value, value["value"]] if isinstance(value, Mapping) and "value" in value else [value])
    ]


def _compared(operator: str, left: Any, right: Any) -> bool:
    if isinstance(left, Mapping):
        return False
    if isinstance(left, bool) or isinstance(right, bool):
        # Azure writes booleans as texts
        return operator == "eq" and str(left).lower() == str(right).lower()
    if not isinstance(left, str) or not isinstance(right, str):
        return operator == "eq" and left == right
    one, other = left.casefold(), right.casefold()
    return {
        "eq": one == other,
        "co": other in one,
        "sw": one.startswith(other),
        "ew": one.endswith(other),
        "gt": one > other,
        "ge": one >= other,
        "lt": one < other,
        "le": one <= other,
    }[operator]
