"""How roles add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaydesk.access.contracts import SYSTEM, Actor, ActorKind, FieldRight, Realm, Scope, contact_actor
from relaydesk.access.rules import roles
from relaydesk.access.rules.roles import RoleRow, add_up

SCOPES = st.sampled_from([s.name.lower() for s in Scope])
ROLES = st.dictionaries(
    st.sampled_from("abc"), st.dictionaries(st.sampled_from(["x.read", "x.write"]), SCOPES)
)


@pytest.fixture(autouse=True)
def _catalogue(monkeypatch):
    """Permissions of three realms and of a module that nobody else has."""
    monkeypatch.setattr(roles, "_declared", {})
    monkeypatch.setattr(roles, "_agent", {})
    monkeypatch.setattr(roles, "_extra", {})
    roles.declare(
        "x",
        ["x.read", "x.write", "x.house", "x.lock", "x.look"],
        {"x.read": Scope.DEPARTMENT},
        realms={"x.house": Realm.SYSTEM, "x.lock": Realm.SECURITY, "x.look": Realm.AUDIT},
    )
    roles.declare("y", ["y.read"], {})


def grants_of(given_roles, administration=None, realm=Realm.BUSINESS):
    return add_up([RoleRow(key, realm, grants) for key, grants in given_roles.items()], administration).grants


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


def test_the_system_may_do_everything():
    actor = SYSTEM("dispatch")
    assert actor.can("anything.at_all")
    assert actor.scope("anything.at_all") is Scope.ALL
    assert actor.cleared_for("secret")


def test_the_administrator_has_all_business_and_the_system_realm_and_no_other():
    found = grants_of({"administrator": {}}, Realm.SYSTEM, Realm.SYSTEM)
    assert found == dict.fromkeys(["x.read", "x.write", "x.house", "y.read"], Scope.ALL)


def test_the_other_two_have_their_realm_only():
    assert grants_of({"security_administrator": {}}, Realm.SECURITY, Realm.SECURITY) == {"x.lock": Scope.ALL}
    assert grants_of({"auditor": {}}, Realm.AUDIT, Realm.AUDIT) == {"x.look": Scope.ALL}


def test_the_observer_reads_everything_and_writes_nothing():
    assert grants_of({"observer": {}}) == {"x.read": Scope.ALL, "y.read": Scope.ALL}


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        ("manager", Scope.DEPARTMENT_AND_BELOW),
        ("agent", Scope.DEPARTMENT),
        ("team_agent", Scope.TEAM),
        ("own_agent", Scope.OWN),
    ],
)
def test_the_roles_of_agents_differ_by_scope(role, scope):
    assert grants_of({role: {}}) == {"x.read": scope}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(Realm)),
            st.dictionaries(st.sampled_from(["x.read", "x.house", "x.lock", "x.look", "z.unknown"]), SCOPES),
        ),
        max_size=5,
    ),
    st.sampled_from([None, Realm.SYSTEM, Realm.SECURITY, Realm.AUDIT]),
)
def test_whatever_roles_say_only_one_administration_is_granted(given_roles, administration):
    rows = [RoleRow(f"r{n}", realm, grants) for n, (realm, grants) in enumerate(given_roles)]
    realms = {roles.declared()[key].realm for key in add_up(rows, administration).grants}
    assert realms <= {Realm.BUSINESS, administration}


def test_the_most_permissive_role_decides_on_a_field():
    masked = RoleRow("a", grants={"x.read": "all"}, field_rights=({"field": "x.phone", "right": "masked"},))
    hidden = RoleRow("b", grants={"x.read": "all"}, field_rights=({"field": "x.phone", "right": "hidden"},))
    silent, elsewhere = RoleRow("c", grants={"x.read": "own"}), RoleRow("d", grants={"y.read": "all"})
    assert add_up([masked, hidden], None).field_rights == {("x.phone", "*"): FieldRight.MASKED}
    assert add_up([masked, silent], None).field_rights == {}
    assert add_up([hidden, elsewhere], None).field_rights == {("x.phone", "*"): FieldRight.HIDDEN}


def test_a_ticket_type_may_have_its_own_field_rights():
    role = RoleRow(
        "a",
        grants={"x.read": "all"},
        field_rights=(
            {"field": "x.phone", "ticket_type": "*", "right": "masked"},
            {"field": "x.phone", "ticket_type": "repair", "right": "write"},
        ),
    )
    actor = Actor(kind=ActorKind.AGENT, name="x", field_rights=add_up([role], None).field_rights)
    assert actor.field_right("x.phone", "repair") is FieldRight.WRITE
    assert actor.field_right("x.phone", "request") is FieldRight.MASKED
    assert actor.field_right("x.name") is FieldRight.WRITE


def test_a_contact_has_no_grant():
    from uuid import UUID

    contact = contact_actor(UUID(int=1), "李华")
    assert not contact.can("tickets.read")
    assert contact.ref.kind == "contact"
    assert contact.ref.id == str(UUID(int=1))


def test_what_an_agent_may_is_declared_by_the_modules():
    assert grants_of({"agent": {}}) == {"x.read": Scope.DEPARTMENT}
    assert grants_of({"agent": {"x.read": "all", "x.write": "own"}}) == {
        "x.read": Scope.ALL,
        "x.write": Scope.OWN,
    }
    assert grants_of({"agent": {"x.read": "none"}}) == {}
    assert grants_of({}) == {}
    with pytest.raises(ValueError, match="must begin"):
        roles.declare("x", ["y.read"], {})
    with pytest.raises(ValueError, match="not a permission"):
        roles.declare("x", ["x.read"], {"x.delete": Scope.ALL})


def test_scopes_are_in_order():
    assert Scope.OWN < Scope.TEAM < Scope.DEPARTMENT < Scope.DEPARTMENT_AND_BELOW < Scope.ALL
