"""Refused requests: the seam through which `access` records who was refused what."""

from collections.abc import Callable
from dataclasses import dataclass

import orjson
import structlog
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from relaydesk.platform.http.authentication import Authenticated, Caller

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request of somebody known that was answered 403, or 404 where the path names a row.

    Args:
        actor: who was refused.
        method, route: what he asked for; the route is a template.
        names: the parts of the path, such as the number of a ticket.
        status, code: how he was refused.
    """

    actor: Caller
    method: str
    route: str
    names: dict[str, str]
    status: int
    code: str


_note: list[Callable[[Refusal], None]] = []


def on_refusal(note: Callable[[Refusal], None]) -> None:
    """Register who is told of each refusal; called on start."""
    _note[:] = [note]


def note_refusal(request: HttpRequest, response: HttpResponseBase) -> None:
    """Tell of a refusal. The answer goes out even when that fails."""
    if response.status_code not in (403, 404) or not _note:
        return
    known: Authenticated | None = getattr(request, "relaydesk_caller", None)
    match = request.resolver_match
    if known is None or match is None or (response.status_code == 404 and not match.kwargs):
        return
    names = {name: str(value)[:100] for name, value in match.kwargs.items()}
    code = _code_of(response)
    refusal = Refusal(known.actor, request.method or "", match.route, names, response.status_code, code)
    try:
        _note[0](refusal)
    except DatabaseError:
        log.warning("refusal.not_recorded")


def _code_of(response: HttpResponseBase) -> str:
    try:
        return str(orjson.loads(getattr(response, "content", b""))["code"])
    except (ValueError, KeyError, TypeError):
        return ""
