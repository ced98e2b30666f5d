"""Keyset paging: a page ends with a cursor that names its last row, never a row count."""

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

import orjson

from relaydesk.platform.errors import Invalid
from relaydesk.platform.http.schemas import Out
from relaydesk.platform.secrets import sign, verify

T = TypeVar("T")


class Page(Out, Generic[T]):
    """One page of a list; `next_cursor` is null on the last one."""

    items: list[T]
    next_cursor: str | None


def _packed(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, UUID):
        return {"u": value.hex}
    return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["t"]) if "t" in value else UUID(value["u"])
    return value


def encode_cursor(kind: str, values: Sequence[Any]) -> str:
    """Write a cursor.

    Args:
        kind: the list and its order, for instance `tickets:-updated_at`; a cursor of another list is refused.
        values: the last row's sort values: text, numbers, None, datetimes, UUIDs.
    """
    body = base64.urlsafe_b64encode(orjson.dumps([_packed(v) for v in values])).decode().rstrip("=")
    return f"{body}.{sign('cursor', f'{kind} {body}')}"


def decode_cursor(kind: str, cursor: str) -> list[Any]:
    """Read a cursor that we have written for the same list.

    Raises:
        Invalid: it was written by somebody else, or for another list or order.
    """
    body, _, signature = cursor.partition(".")
    if len(cursor) > 2000 or not verify("cursor", f"{kind} {body}", signature):
        raise Invalid.field("query.cursor", "malformed", "This cursor does not belong to this list.")
    values: list[Any] = orjson.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return [_unpacked(value) for value in values]
