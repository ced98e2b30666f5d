"""What other modules may ask of access."""

from collections.abc import Mapping
from enum import StrEnum
from typing import cast

from django.http import HttpRequest

from relaydesk.access.actions.accounts import (
    create_account,
    deactivate_account,
    reactivate_account,
    set_password,
)
from relaydesk.access.actions.tokens import make_token, revoke_token
from relaydesk.access.contracts import Actor, Scope
from relaydesk.access.queries.who import by_email, who
from relaydesk.access.rules import roles
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Unauthorized
from relaydesk.platform.http.authentication import authenticate


def declare_permissions(
    module: str, permissions: type[StrEnum], *, agent: Mapping[StrEnum, Scope] | None = None
) -> None:
    """Declare the permissions of a module; call it in the module's `permissions.py`.

    Args:
        module: the module's name; each permission begins with it, for instance `tickets.read`.
        permissions: the enum.
        agent: what the built-in role `agent` holds of them, and how far; administrators hold all.
    """
    roles.declare(module, [p.value for p in permissions], {p.value: s for p, s in (agent or {}).items()})


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request; the guard of the route has looked already, so this costs nothing.

    Raises:
        Unauthorized: nobody is signed in (on a PUBLIC route).
    """
    known = authenticate(request)
    if known is None:
        raise Unauthorized
    return cast(Actor, known.actor)


def actor_or_none(request: HttpRequest) -> Actor | None:
    """The actor behind a request on a PUBLIC route, if there is one."""
    known = authenticate(request)
    return cast(Actor, known.actor) if known else None


def actor_from_headers(cookies: Mapping[str, str], authorization: str | None) -> Actor | None:
    """The actor behind credentials that did not come through Django (the event stream of the ASGI front)."""
    known = who(cookies, authorization, now())
    return cast(Actor, known.actor) if known else None


def actor_by_email(email: str) -> Actor | None:
    """The actor that an active account would be; for work done on somebody's behalf."""
    return by_email(email)


__all__ = [
    "actor_by_email",
    "actor_from_headers",
    "actor_of",
    "actor_or_none",
    "create_account",
    "deactivate_account",
    "declare_permissions",
    "make_token",
    "reactivate_account",
    "revoke_token",
    "set_password",
]
