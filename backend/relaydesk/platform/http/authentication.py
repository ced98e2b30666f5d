"""Who calls: the seam through which `access` tells the HTTP layer below it who is behind a request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.http import HttpRequest


class Caller(Protocol):
    """What the guard needs to know of an actor."""

    def can(self, permission: str, /) -> bool:
        """Whether any grant names this permission."""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What is known of a signed-in browser.

    Args:
        id: names the session in lists and in the record; not what the cookie holds.
        proved_at: when a password or factor was last shown in it.
        second_factor: more than a password was shown.
    """

    id: UUID
    proved_at: datetime
    second_factor: bool


@dataclass(frozen=True, slots=True)
class Authenticated:
    """The result of looking at a request's credentials.

    Args:
        actor: who it is.
        key: stable name of the caller, under which idempotency keys are kept.
        csrf_token: what a write must repeat in `X-CSRFToken`; None for callers that no browser signs in.
        read_only: code with which every write is refused, or None.
        must: code of what the caller has to do before anything else (show a second factor, change an old
            password); only routes with `first_steps=True` let him in until then.
        session: of a caller whom a browser signs in.
        token_id: of a caller with a token.
    """

    actor: Caller
    key: str
    csrf_token: str | None
    read_only: str | None = None
    must: str | None = None
    session: SessionFacts | None = None
    token_id: UUID | None = None


Authenticator = Callable[[HttpRequest], Authenticated | None]


def _nobody(request: HttpRequest) -> Authenticated | None:
    return None


_authenticator: Authenticator = _nobody


def set_authenticator(authenticator: Authenticator) -> None:
    """Register how credentials are checked; called once by `access` on start."""
    global _authenticator
    _authenticator = authenticator


def authenticate(request: HttpRequest) -> Authenticated | None:
    """Look at the credentials of a request, once per request."""
    try:
        known: Authenticated | None = request.relaydesk_caller  # type: ignore[attr-defined]
    except AttributeError:
        known = request.relaydesk_caller = _authenticator(request)  # type: ignore[attr-defined]
    return known
