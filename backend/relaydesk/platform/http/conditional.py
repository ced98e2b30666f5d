"""`ETag` and `If-Match` (RFC 9110, 8.8.3 and 13.1.1): who changes something says which version he saw."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from relaydesk.platform.errors import Invalid, Stale

VERSION = re.compile(r'(?:W/)?"(\d{1,18})"|(\d{1,18})')


def etag(version: int) -> str:
    """The entity tag of a version."""
    return f'"{version}"'


def expected_version(request: HttpRequest) -> int | None:
    """The version that `If-Match` names; None without the header or with `*`.

    Raises:
        Invalid: the header is not one of our tags.
    """
    value = request.META.get("HTTP_IF_MATCH", "").strip()
    if value in ("", "*"):
        return None
    match = VERSION.fullmatch(value)
    if match is None:
        raise Invalid.field("header.If-Match", "malformed", 'A version in quotes, for instance "7".')
    return int(match[1] or match[2])


def require_version(
    request: HttpRequest,
    current: int,
    changes: Callable[[], Sequence[Mapping[str, Any]]] = tuple,
) -> None:
    """Refuse a change that was made looking at an older version.

    Args:
        request: the write.
        current: the version that the locked row has now.
        changes: reads what others changed since; called only when it is needed.

    Raises:
        Stale: the versions differ.
        Invalid: the header is malformed.
    """
    expected = expected_version(request)
    if expected is not None and expected != current:
        raise Stale(current, changes())
