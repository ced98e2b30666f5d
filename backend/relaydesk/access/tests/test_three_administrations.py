"""三员分立: nobody holds two of system administration, security administration and audit (等保 8.1.4.2 d)."""

import threading
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relaydesk.access.actions.change_role import RoleEdits, change_role, make_role
from relaydesk.access.actions.grant_roles import Grant, set_roles
from relaydesk.access.actions.stand_in import arrange_stand_in
from relaydesk.access.contracts import ADMINISTRATIONS, SYSTEM, Realm
from relaydesk.access.models import Account, AccountRole, Role
from relaydesk.access.queries.who import by_email
from relaydesk.access.rules.roles import declared
from relaydesk.access.testing import an_agent
from relaydesk.platform.clock import now
from relaydesk.platform.errors import Problem, RuleBroken

SERVER = SYSTEM("test")
THREE = ("administrator", "security_administrator", "auditor")
ROLES = (*THREE, "agent", "observer", "custom-a", "custom-b")
PERMISSIONS = (
    "tickets.read",
    "people.manage",
    "access.manage_roles",
    "access.manage_labels",
    "access.view_as",
    "audit.read",
)


def realms_of(account: Account) -> set[Realm]:
    """The administrations of whom the account is now, as a request of his would find him."""
    actor = by_email(account.email)
    assert actor is not None
    keys = {*actor.grants, *(key for one in actor.standing_in for key in one.grants)}
    return {declared()[key].realm for key in keys} & ADMINISTRATIONS


periods = st.sampled_from([None, (-2, 3), (1, 5), (None, 7)])
moves = st.lists(
    st.one_of(
        st.tuples(
            st.just("grant"),
            st.integers(0, 1),
            st.lists(st.tuples(st.sampled_from(ROLES), periods), max_size=3, unique_by=lambda one: one[0]),
        ),
        st.tuples(
            st.just("edit"),
            st.sampled_from(["custom-a", "custom-b", "agent", "auditor"]),
            st.lists(st.sampled_from(PERMISSIONS), max_size=3, unique=True),
        ),
        st.tuples(st.just("stand in"), st.integers(0, 1), st.none()),
    ),
    max_size=12,
)


@pytest.fixture
def people_(db: None) -> list[Account]:
    for key in ("custom-a", "custom-b"):
        make_role(actor=SERVER, key=key, edits=RoleEdits(grants={"tickets.read": "own"}), at=now())
    return [Account.objects.get(id=an_agent().account_id) for _ in range(2)]


def play(move: Any, accounts: list[Account]) -> None:
    kind, who, what = move
    at = now()
    if kind == "grant":
        grants = [
            Grant(
                key,
                at + timedelta(days=span[0]) if span and span[0] is not None else None,
                at + timedelta(days=span[1]) if span else None,
            )
            for key, span in what
        ]
        set_roles(actor=SERVER, account_id=accounts[who].id, roles=grants, at=at)
    elif kind == "edit":
        edits = RoleEdits(grants={key: "all" for key in what if key in declared()})
        change_role(actor=SERVER, key=who, edits=edits, expected_version=None, at=at)
    else:
        arrange_stand_in(
            actor=SERVER,
            absent_agent_id=accounts[who].agent_id,
            deputy_agent_id=accounts[1 - who].agent_id,
            valid_from=at - timedelta(hours=1),
            valid_until=at + timedelta(days=9),
            at=at,
        )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves)
def test_no_sequence_of_grants_role_changes_and_stand_ins_ends_with_two(
    people_: list[Account], played: list[Any]
) -> None:
    with transaction.atomic():
        for move in played:
            with suppress(Problem), transaction.atomic():
                play(move, people_)
            for account in people_:
                assert len(realms_of(account)) <= 1
                held = AccountRole.objects.filter(account_id=account.id).values_list("role__realm", flat=True)
                assert len(ADMINISTRATIONS.intersection(map(Realm, held))) <= 1
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("first", THREE)
@pytest.mark.parametrize("second", THREE)
def test_the_second_administration_is_refused_by_rule_and_by_the_database(first: str, second: str) -> None:
    account_id = an_agent(roles=(first,)).account_id
    assert account_id is not None
    if first == second:
        return
    with pytest.raises(RuleBroken) as refused:
        set_roles(actor=SERVER, account_id=account_id, roles=[Grant(first), Grant(second)], at=now())
    assert refused.value.code == "administrations_exclude_each_other"
    realm = Role.objects.get(key=second).realm
    for told in (realm, "business"):
        with pytest.raises(IntegrityError), transaction.atomic():
            AccountRole.objects.create(account_id=account_id, role_id=second, realm=told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(id=account_id).update(administration=realm)
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.filter(key=first).update(realm=realm)


@pytest.mark.django_db
def test_a_role_never_mixes_two_of_them() -> None:
    mixed = RoleEdits(grants={"access.manage_roles": "all", "access.view_as": "all"})
    with pytest.raises(RuleBroken):
        make_role(actor=SERVER, key="mixed", edits=mixed, at=now())


@pytest.mark.django_db
def test_a_role_that_comes_to_an_administration_takes_its_holders_along_or_stays() -> None:
    make_role(actor=SERVER, key="keeper", edits=RoleEdits(grants={"tickets.read": "all"}), at=now())
    free, auditor = an_agent(roles=("agent", "keeper")), an_agent(roles=("auditor", "keeper"))
    edits = RoleEdits(grants={"people.manage": "all"})
    with pytest.raises(RuleBroken):
        change_role(actor=SERVER, key="keeper", edits=edits, expected_version=None, at=now())
    assert auditor.account_id is not None
    set_roles(actor=SERVER, account_id=auditor.account_id, roles=[Grant("auditor")], at=now())
    change_role(actor=SERVER, key="keeper", edits=edits, expected_version=None, at=now())
    assert Account.objects.get(id=free.account_id).administration == "system"
    other = RoleEdits(grants={"access.view_as": "all"})
    change_role(actor=SERVER, key="keeper", edits=other, expected_version=None, at=now())
    assert Account.objects.get(id=free.account_id).administration == "security"
    change_role(actor=SERVER, key="keeper", edits=RoleEdits(grants={}), expected_version=None, at=now())
    assert Account.objects.get(id=free.account_id).administration is None


@pytest.mark.slow
def test_two_who_grant_at_the_same_moment_never_give_two(committed: None) -> None:
    accounts = [an_agent().account_id for _ in range(3)]
    make_role(actor=SERVER, key="keeper", edits=RoleEdits(grants={"tickets.read": "all"}), at=now())
    start = threading.Barrier(4)

    def work(n: int) -> None:
        start.wait()
        for round_ in range(6):
            try:
                if n == 3:
                    permission = ("people.manage", "access.view_as", "tickets.read")[round_ % 3]
                    edits = RoleEdits(grants={permission: "all"})
                    change_role(actor=SERVER, key="keeper", edits=edits, expected_version=None, at=now())
                else:
                    wanted = [Grant(THREE[n]), Grant("keeper")]
                    for account_id in accounts:
                        assert account_id is not None
                        set_roles(actor=SERVER, account_id=account_id, roles=wanted, at=now())
            except Problem:
                continue
        connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    for account in Account.objects.filter(id__in=accounts):
        assert len(realms_of(account)) <= 1
        held = AccountRole.objects.filter(account_id=account.id).values_list("role__realm", flat=True)
        assert len(ADMINISTRATIONS.intersection(map(Realm, held))) <= 1
