"""Who calls: the seam through which `access` tells the HTTP layer below it who is behind a request."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest


class Caller(Protocol):
    """What the guard needs to know of an actor."""

    def can(self, permission: str, /) -> bool:
        """Whether any grant names this permission."""


@dataclass(frozen=True, slots=True)
class Authenticated:
    """The result of looking at a request's credentials.

    Args:
        actor: who it is.
        key: stable name of the caller, under which idempotency keys are kept.
        csrf_token: what a write must repeat in `X-CSRFToken`; None for callers that no browser signs in.
        read_only: code with which every write is refused, or None.
    """

    actor: Caller
    key: str
    csrf_token: str | None
    read_only: str | None = None


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
