"""Builders for the tests of other modules."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.test import Client

from relaydesk.access.actions.accounts import create_account
from relaydesk.access.actions.change_role import RoleEdits, change_role
from relaydesk.access.actions.grant_roles import Grant, set_roles
from relaydesk.access.actions.stand_in import arrange_stand_in
from relaydesk.access.actions.tokens import make_token
from relaydesk.access.contracts import SYSTEM, Actor, Realm, Scope
from relaydesk.access.models import Factor, Label, Role
from relaydesk.access.queries.who import by_email
from relaydesk.access.rules.roles import realm_of
from relaydesk.people import public as people
from relaydesk.people.contracts import Presence
from relaydesk.platform import cache
from relaydesk.platform.clock import now
from relaydesk.platform.events import ActorRef

_numbers = count(1)


def an_agent(
    *,
    name: str = "",
    email: str = "",
    teams: Collection[str] = ("service-desk",),
    department_id: UUID | None = None,
    roles: Collection[str] = ("agent",),
    password: str | None = None,
    presence: Presence = Presence.OFF,
) -> Actor:
    """Make an agent with an account, in the teams with these keys (made when missing).

    Returns:
        The actor that he is when signed in.
    """
    number = next(_numbers)
    address = email or f"agent{number}@example.com"
    team_ids = tuple(people.make_team(key=key, name=key) for key in teams)
    agent_id = people.make_agent(
        name=name or f"处理人{number}", email=address, department_id=department_id, team_ids=team_ids
    )
    create_account(email=address, password=password, agent_id=agent_id, roles=roles)
    if presence is not Presence.OFF:
        people.set_presence(
            actor=ActorRef("system", None, "test"), agent_id=agent_id, presence=presence, at=now()
        )
    actor = by_email(address)
    assert actor is not None
    return actor


def an_administrator(**kwargs: Any) -> Actor:
    """Make an agent who may do everything but what belongs to security and audit."""
    return an_agent(roles=("administrator",), **kwargs)


def a_role(
    *,
    grants: Mapping[str, Scope] | None = None,
    labels: Collection[str] = (),
    field_rights: Collection[Mapping[str, str]] = (),
) -> str:
    """Make a role and return its key; its realm follows from the grants."""
    key = f"role-{next(_numbers)}"
    words = {str(permission): scope.name.lower() for permission, scope in (grants or {}).items()}
    Role.objects.create(
        key=key,
        name=key,
        grants=words,
        labels=sorted(labels),
        field_rights=list(field_rights),
        realm=realm_of(words) or Realm.BUSINESS,
    )
    return key


def an_actor_with(
    *,
    roles: Collection[str] = (),
    grants: Mapping[str, Scope] | None = None,
    labels: Collection[str] = (),
    **kwargs: Any,
) -> Actor:
    """Make an agent with these roles, and with one made for him that holds `grants` and `labels`."""
    if grants is not None or labels:
        roles = [*roles, a_role(grants=grants, labels=labels)]
    return an_agent(roles=roles, **kwargs)


def a_security_administrator(**kwargs: Any) -> Actor:
    """Make the one who manages labels, sign-in and the privileged roles."""
    return an_agent(roles=("security_administrator",), **kwargs)


def an_auditor(**kwargs: Any) -> Actor:
    """Make the one who reads the record."""
    return an_agent(roles=("auditor",), **kwargs)


def set_grants_of(role: str, grants: Mapping[str, Scope]) -> None:
    """Let a role grant this, and nothing else, from now on."""
    edits = RoleEdits(grants={str(permission): scope.name.lower() for permission, scope in grants.items()})
    change_role(actor=SYSTEM("test"), key=role, edits=edits, expected_version=None, at=now())


def give_roles(account_id: UUID, *keys: str, until: datetime | None = None) -> None:
    """Let an account hold these roles, and no other, until then."""
    grants = [Grant(key, None, until) for key in keys]
    set_roles(actor=SYSTEM("test"), account_id=account_id, roles=grants, at=now())


def stand_in(absent: Actor, deputy: Actor) -> None:
    """Let one agent act in another's place, since an hour ago and for an hour more."""
    assert absent.agent_id is not None
    assert deputy.agent_id is not None
    at = now()
    arrange_stand_in(
        actor=SYSTEM("test"),
        absent_agent_id=absent.agent_id,
        deputy_agent_id=deputy.agent_id,
        valid_from=at - timedelta(hours=1),
        valid_until=at + timedelta(hours=1),
        at=at,
    )


def a_label(key: str = "secret") -> str:
    """Make a sensitivity label, or find it."""
    Label.objects.get_or_create(key=key, defaults={"name": key})
    cache.clear_all()
    return key


def a_second_factor(actor: Actor) -> None:
    """Give somebody an authenticator, as far as it counts that he has one."""
    at = now()
    assert actor.account_id is not None
    Factor.objects.create(
        account_id=actor.account_id, kind="totp", name="phone", created_at=at, confirmed_at=at
    )


class ApiClient(Client):
    """Django's test client with a token and JSON bodies: `client.post("/api/v1/tickets", {...})`."""

    def __init__(self, token: str | None = None, **defaults: Any) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        super().__init__(raise_request_exception=False, headers=headers, **defaults)

    def post(  # type: ignore[override]
        self, path: str, data: Any = None, content_type: str = "application/json", **kw: Any
    ) -> Any:
        """POST JSON unless another content type is given."""
        return super().post(path, {} if data is None else data, content_type=content_type, **kw)

    def patch(  # type: ignore[override]
        self, path: str, data: Any = "", content_type: str = "application/json", **kw: Any
    ) -> Any:
        """PATCH JSON unless another content type is given."""
        return super().patch(path, data, content_type=content_type, **kw)

    def put(  # type: ignore[override]
        self, path: str, data: Any = "", content_type: str = "application/json", **kw: Any
    ) -> Any:
        """PUT JSON unless another content type is given."""
        return super().put(path, data, content_type=content_type, **kw)


def client_of(actor: Actor) -> ApiClient:
    """A client that calls the API with a fresh token of this actor."""
    from relaydesk.access.models import Account

    assert actor.account_id is not None
    account = Account.objects.get(id=actor.account_id)
    return ApiClient(make_token(email=account.email, name="test"))
