"""PATCH of SCIM (RFC 7644, 3.5.2) on a resource as a dictionary. Pure.

Dialects that are read besides: Entra writes `"op": "Add"`, booleans as "True", and paths such as
`emails[type eq "work"].value` for elements that are not there yet; Okta sends no path and the attributes as
the value.
"""

import copy
import re
from collections.abc import Mapping, Sequence
from typing import Any

from relaydesk.access.rules.scim.errors import ScimError
from relaydesk.access.rules.scim.filters import Both, Compare, Filter, holds, parse, plain

PATH = re.compile(r"(?P<head>[A-Za-z$][\w$:.-]*)(?:\[(?P<filter>.+)\])?(?:\.(?P<tail>[A-Za-z$][\w$]*))?")
MAX_OPERATIONS = 1000
LISTS = frozenset({"emails", "members", "phonenumbers"})
READ_ONLY = frozenset({"id", "meta", "schemas", "groups"})


def _bad(detail: str, kind: str = "invalidPath") -> ScimError:
    return ScimError(400, detail, kind)


def apply(resource: Mapping[str, Any], operations: Any) -> dict[str, Any]:
    """Apply operations in order; all or, by raising, none.

    Args:
        resource: as it is now, attribute names in their own case.
        operations: of the request.

    Returns:
        The resource as it shall be. Attributes that we do not keep are carried along and ignored later.

    Raises:
        ScimError: an operation cannot be understood.
    """
    if not isinstance(operations, list) or len(operations) > MAX_OPERATIONS:
        raise _bad("Operations must be a list.", "invalidSyntax")
    result = copy.deepcopy(dict(resource))
    for operation in operations:
        if not isinstance(operation, dict):
            raise _bad("An operation must be an object.", "invalidSyntax")
        word = str(operation.get("op", "")).lower()
        if word not in ("add", "replace", "remove"):
            raise _bad(f"There is no operation {word[:20]!r}.", "invalidSyntax")
        path, value = operation.get("path"), operation.get("value")
        if not path:
            _without_path(result, word, value)
        elif isinstance(path, str):
            _at(result, word, path, value)
        else:
            raise _bad("The path must be a text.")
    return result


def _without_path(result: dict[str, Any], word: str, value: Any) -> None:
    if word == "remove":
        raise ScimError(400, "remove needs a path.", "noTarget")
    if not isinstance(value, dict):
        raise _bad("Without a path the value must be an object.", "invalidValue")
    for name, inner in value.items():
        # Entra: {"name.givenName": "…"} without a path means that path
        _at(result, word, str(name), inner)


def _at(result: dict[str, Any], word: str, path: str, value: Any) -> None:
    match = PATH.fullmatch(path.strip())
    if match is None or len(path) > 1000:
        raise _bad("The path is not understood.")
    parts = plain(match["head"]).split(".")
    if parts[0] in READ_ONLY:
        return
    if match["filter"]:
        _elements(result, word, parts[0], parse(match["filter"]), (match["tail"] or "").lower(), value)
        return
    if match["tail"]:
        parts.append(match["tail"].lower())
    if len(parts) > 2:
        raise _bad("The path is too deep.")
    if len(parts) == 2:
        _inside(result, word, parts[0], parts[1], value)
    elif parts[0] in LISTS:
        _whole_list(result, word, parts[0], value)
    else:
        _set(result, word, parts[0], value)


def _key(resource: Mapping[str, Any], name: str) -> str:
    """The attribute's name as it stands there: names heed no case (RFC 7643, 2.1)."""
    return next((key for key in resource if key.lower() == name), name)


def _set(target: dict[str, Any], word: str, name: str, value: Any) -> None:
    key = _key(target, name)
    if word == "remove":
        target.pop(key, None)
    elif word == "add" and isinstance(target.get(key), dict) and isinstance(value, dict):
        target[key].update(value)
    else:
        target[key] = value


def _inside(result: dict[str, Any], word: str, name: str, inner: str, value: Any) -> None:
    key = _key(result, name)
    if name in LISTS:
        for element in result.get(key, []):
            _set(element, word, inner, value)
        return
    outer = result.setdefault(key, {})
    if not isinstance(outer, dict):
        raise _bad(f"{name} has no parts.")
    _set(outer, word, inner, value)


def _as_elements(value: Any) -> list[dict[str, Any]]:
    given: Sequence[Any] = value if isinstance(value, list) else [value]
    elements = [{"value": one} if isinstance(one, str) else one for one in given]
    if not all(isinstance(one, dict) for one in elements):
        raise _bad("The elements of a list must be objects.", "invalidValue")
    return [dict(one) for one in elements]


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one.get("value") == other.get("value")


def _whole_list(result: dict[str, Any], word: str, name: str, value: Any) -> None:
    key = _key(result, name)
    current: list[dict[str, Any]] = list(result.get(key) or [])
    if word == "remove":
        # Entra names the members to be removed in the value, not in the path
        leaving = _as_elements(value) if value else None
        result[key] = [] if leaving is None else [e for e in current if not any(_same(e, x) for x in leaving)]
        return
    elements = _as_elements(value if value is not None else [])
    if word == "replace":
        result[key] = elements
        return
    result[key] = current + [e for e in elements if not any(_same(e, x) for x in current)]


def _elements(result: dict[str, Any], word: str, name: str, chosen: Filter, inner: str, value: Any) -> None:
    key = _key(result, name)
    current: list[dict[str, Any]] = list(result.get(key) or [])
    hit = [element for element in current if holds(chosen, element)]
    if word == "remove":
        if inner:
            for element in hit:
                element.pop(_key(element, inner), None)
        result[key] = current if inner else [e for e in current if not holds(chosen, e)]
        return
    if not hit:
        made = _made_by(chosen)
        if made is None:
            raise ScimError(400, "Nothing fulfils the path's filter.", "noTarget")
        current.append(made)
        hit = [made]
    for element in hit:
        if inner:
            element[_key(element, inner)] = value
        elif isinstance(value, dict):
            element.update(value)
    result[key] = current


def _made_by(chosen: Filter) -> dict[str, Any] | None:
    """An element that fulfils a filter of equalities: what Entra expects to come into being."""
    if isinstance(chosen, Compare) and chosen.operator == "eq":
        return {chosen.path: chosen.value}
    if isinstance(chosen, Both) and chosen.operator == "and":
        left, right = _made_by(chosen.left), _made_by(chosen.right)
        return {**left, **right} if left is not None and right is not None else None
    return None
