"""How roles add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaydesk.access.contracts import SYSTEM, Actor, ActorKind, Scope, contact_actor
from relaydesk.access.rules import roles
from relaydesk.access.rules.roles import grants_of

SCOPES = st.sampled_from(["own", "team", "department", "all"])
ROLES = st.dictionaries(
    st.sampled_from("abc"), st.dictionaries(st.sampled_from(["x.read", "x.write"]), SCOPES)
)


@given(ROLES)
def test_the_widest_scope_of_all_roles_wins(given_roles):
    found = grants_of(given_roles)
    for permission in ("x.read", "x.write"):
        scopes = [Scope[g[permission].upper()] for g in given_roles.values() if permission in g]
        assert found.get(permission) == (max(scopes) if scopes else None)


@given(ROLES)
def test_another_role_never_takes_anything_away(given_roles):
    fewer = dict(list(given_roles.items())[1:])
    for permission, scope in grants_of(fewer).items():
        assert grants_of(given_roles)[permission] >= scope


def test_nobody_granted_means_denied():
    actor = Actor(kind=ActorKind.AGENT, name="x")
    assert not actor.can("tickets.read")
    assert actor.scope("tickets.read") is None


def test_the_administrator_and_the_system_may_do_everything():
    for actor in (
        SYSTEM("dispatch"),
        Actor(kind=ActorKind.AGENT, name="x", grants=grants_of({"administrator": {}})),
    ):
        assert actor.can("anything.at_all")
        assert actor.scope("anything.at_all") is Scope.ALL


def test_a_contact_has_no_grant():
    from uuid import UUID

    contact = contact_actor(UUID(int=1), "李华")
    assert not contact.can("tickets.read")
    assert contact.ref.kind == "contact"
    assert contact.ref.id == str(UUID(int=1))


def test_what_an_agent_may_is_declared_by_the_modules(monkeypatch):
    monkeypatch.setattr(roles, "_declared", {})
    monkeypatch.setattr(roles, "_agent", {})
    roles.declare("x", ["x.read", "x.write"], {"x.read": Scope.TEAM})
    assert grants_of({"agent": {}}) == {"x.read": Scope.TEAM}
    assert grants_of({"agent": {"x.read": "all"}}) == {"x.read": Scope.ALL}
    assert grants_of({}) == {}
    with pytest.raises(ValueError, match="must begin"):
        roles.declare("x", ["y.read"], {})
    with pytest.raises(ValueError, match="not a permission"):
        roles.declare("x", ["x.read"], {"x.delete": Scope.ALL})


def test_scopes_are_in_order():
    assert Scope.OWN < Scope.TEAM < Scope.DEPARTMENT < Scope.ALL
