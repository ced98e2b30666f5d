"""What other modules may ask of access."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import cast
from uuid import UUID

from django.http import HttpRequest

from relaydesk.access.actions.account_link_sent import forget_account_link
from relaydesk.access.actions.accounts import (
    create_account,
    deactivate_account,
    reactivate_account,
)
from relaydesk.access.actions.bootstrap import grant_role, make_invitation_link
from relaydesk.access.actions.passwords import set_password
from relaydesk.access.actions.set_up import make_set_up_link
from relaydesk.access.actions.tokens import make_token, revoke_token
from relaydesk.access.contracts import Actor, Field, Realm, Scope
from relaydesk.access.permissions import AccessPermission
from relaydesk.access.queries.account_letters import account_letter, account_owner
from relaydesk.access.queries.explaining import sources_of
from relaydesk.access.queries.held_roles import RoleName, held_roles, role_names
from relaydesk.access.queries.labels import LabelView, agents_cleared_for, labels
from relaydesk.access.queries.roles_of_agents import roles_of_agents
from relaydesk.access.queries.who import active_actors, actors_of_agents, by_account, by_email, who
from relaydesk.access.rules import fields as fields_
from relaydesk.access.rules.roles import declare
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Unauthorized
from relaydesk.platform.http.authentication import authenticate


def declare_permissions(
    module: str,
    permissions: type[StrEnum],
    *,
    agent: Mapping[StrEnum, Scope] | None = None,
    realms: Mapping[StrEnum, Realm] | None = None,
    names: Mapping[StrEnum, tuple[str, str]] | None = None,
    roles: Mapping[str, Mapping[StrEnum, Scope]] | None = None,
    reads: Collection[StrEnum] = (),
    lendable: Collection[StrEnum] = (),
) -> None:
    """Declare the permissions of a module; call it in the module's `permissions.py`.

    Args:
        module: the module's name; each permission begins with it, for instance `tickets.read`.
        permissions: the enum.
        agent: what the built-in role `agent` holds of them, and how far. `manager`, `team_agent` and
            `own_agent` hold the same, with `department` made wider or narrower.
        realms: to which administration a permission belongs; `business` when not named. The role
            `administrator` holds business and system, the other two their own realm only.
        names: what screens call it, in Chinese and English.
        roles: what built-in roles hold beyond that, for instance `{"manager": {P.EXPORT: Scope.ALL}}`.
        reads: those that only look, unless their name says so (`….read`, `….read_x`): the role `observer`
            holds them everywhere.
        lendable: those that a stand-in receives for the tickets of the absent one.
    """
    declare(
        module,
        [p.value for p in permissions],
        agent or {},
        realms=realms,
        names=names,
        roles=roles,
        reads=reads,
        lendable=lendable,
    )


def declare_fields(module: str, fields: Iterable[Field]) -> None:
    """Declare fields whose rights roles may narrow; call it in the module's `permissions.py`."""
    fields_.declare_fields(module, fields)


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
    known = who(cookies, authorization, now(), using=False)
    return cast(Actor, known.actor) if known and known.must is None else None


def actor_by_email(email: str) -> Actor | None:
    """The actor that an active account would be; for work done on somebody's behalf."""
    return by_email(email)


def actor_by_account(account_id: UUID, token_scopes: Collection[str] | None) -> Actor | None:
    """The actor that an active account is now; for a job that goes on with what a request of his began.

    Args:
        token_scopes: `Actor.token_scopes` of that request, so that the job may no more than it.
    """
    return by_account(account_id, token_scopes, now())


__all__ = [
    "AccessPermission",
    "LabelView",
    "RoleName",
    "account_letter",
    "account_owner",
    "active_actors",
    "actor_by_account",
    "actor_by_email",
    "actor_from_headers",
    "actor_of",
    "actor_or_none",
    "actors_of_agents",
    "agents_cleared_for",
    "create_account",
    "deactivate_account",
    "declare_fields",
    "declare_permissions",
    "forget_account_link",
    "grant_role",
    "held_roles",
    "labels",
    "make_invitation_link",
    "make_set_up_link",
    "make_token",
    "reactivate_account",
    "revoke_token",
    "role_names",
    "roles_of_agents",
    "set_password",
    "sources_of",
]
