"""Answers written with orjson."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from urllib.parse import quote

import orjson
from django.http import HttpResponse, StreamingHttpResponse
from pydantic import BaseModel

OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS
JSON_TYPE = "application/json; charset=utf-8"
PROBLEM_TYPE = "application/problem+json"


def _other(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset | set):
        return sorted(value)
    return str(value)


def dumps(data: Any) -> bytes:
    """Write JSON; datetimes as RFC 3339 with `Z`, UUIDs and enums as text, dataclasses as objects."""
    return orjson.dumps(data, default=_other, option=OPTIONS)


def json_response(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Make an answer without the cost of a schema; the route still declares `response=` for OpenAPI.

    Args:
        data: dicts, lists, dataclasses, datetimes, UUIDs, enums.
        status: HTTP status.
        headers: further response headers.
    """
    return HttpResponse(dumps(data), status=status, content_type=JSON_TYPE, headers=dict(headers or {}))


def file_response(
    pieces: Iterable[bytes], *, name: str, size: int, content_type: str
) -> StreamingHttpResponse:
    """Answer with a file to be saved, piece by piece.

    Args:
        name: what the browser calls it; written as RFC 6266 has it.
        size: in bytes.
    """
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in name)
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}",
        "Content-Length": str(size),
        "Cache-Control": "no-store",
    }
    return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)


def rfc3339(at: datetime) -> str:
    """Write an instant as RFC 3339 in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
