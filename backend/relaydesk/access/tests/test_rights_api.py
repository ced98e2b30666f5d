"""Roles, accounts, labels, stand-ins and view-as by the API."""

from datetime import timedelta
from typing import Any

import pytest

from relaydesk.access.contracts import Actor, Scope
from relaydesk.access.models import Account, AccountRole
from relaydesk.access.queries.who import by_email
from relaydesk.access.rules.roles import declared
from relaydesk.access.testing import (
    ApiClient,
    a_label,
    a_role,
    a_security_administrator,
    an_actor_with,
    an_administrator,
    an_agent,
    an_auditor,
    client_of,
)
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.testing import frozen_clock

PASSWORD = "correct horse battery"


@pytest.fixture
def admin(db: None) -> ApiClient:
    return client_of(an_administrator())


@pytest.fixture
def security(db: None) -> ApiClient:
    return client_of(a_security_administrator())


def sign_in(browser: ApiClient, email: str) -> None:
    answer = browser.post("/api/v1/session", {"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.content


def roles_of(actor: Actor) -> list[str]:
    return sorted(AccountRole.objects.filter(account_id=actor.account_id).values_list("role_id", flat=True))


def grant(client: ApiClient, actor: Actor, *keys: str, **more: Any) -> Any:
    return client.patch(f"/api/v1/accounts/{actor.account_id}", {"roles": [{"key": k, **more} for k in keys]})


def test_every_permission_has_a_name_in_both_languages(admin: ApiClient) -> None:
    items = admin.get("/api/v1/permissions").json()["items"]
    assert {one["key"] for one in items} == set(declared())
    nameless = [one["key"] for one in items if one["name"] == one["key"] or one["name_en"] == one["key"]]
    assert nameless == []


def test_a_role_is_made_changed_and_deleted(admin: ApiClient) -> None:
    made = admin.post(
        "/api/v1/roles",
        {
            "key": "clerk",
            "name": "文员",
            "grants": {"tickets.read": "team"},
            "field_rights": [{"field": "tickets.requester.phone", "right": "masked"}],
        },
    )
    assert made.status_code == 201, made.content
    assert made.json()["field_rights"][0]["ticket_type"] == "*"
    clerk = an_agent(roles=("clerk",))
    assert clerk.grants == {"tickets.read": Scope.TEAM}
    assert str(clerk.field_right("tickets.requester.phone")) == "masked"
    stale = admin.patch("/api/v1/roles/clerk", {"name": "x"}, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    assert admin.patch("/api/v1/roles/clerk", {"grants": {"tickets.read": "all"}}).json()["version"] == 2
    account = Account.objects.get(id=clerk.account_id)
    changed = by_email(account.email)
    assert changed is not None
    assert changed.grants == {"tickets.read": Scope.ALL}, "true with the next request"
    assert admin.delete("/api/v1/roles/clerk").json()["code"] == "role_in_use"
    grant(admin, clerk, "agent")
    assert admin.delete("/api/v1/roles/clerk").status_code == 204


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"grants": {"tickets.fly": "all"}}, "grants.tickets.fly"),
        ({"field_rights": [{"field": "tickets.mood", "right": "read"}]}, "field_rights.0"),
        ({"field_rights": [{"field": "tickets.priority", "right": "hidden"}]}, "field_rights.0.right"),
        ({"field_rights": [{"field": "tickets.satisfaction", "right": "required"}]}, "field_rights.0.right"),
    ],
)
def test_what_a_role_cannot_say_is_refused(admin: ApiClient, body: Any, field: str) -> None:
    refused = admin.post("/api/v1/roles", {"key": "odd", "name": "x", **body})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == field


def test_built_in_roles_stay(admin: ApiClient, security: ApiClient) -> None:
    assert admin.delete("/api/v1/roles/agent").json()["code"] == "built_in_role"
    shown = admin.get("/api/v1/roles/agent").json()["grants"]
    less = {key: scope for key, scope in shown.items() if key != "tickets.write"}
    assert admin.patch("/api/v1/roles/agent", {"grants": less}).json()["grants"] == less
    assert not an_agent().can("tickets.write")
    assert admin.patch("/api/v1/roles/agent", {"grants": shown}).json()["grants"] == shown
    refused = security.patch("/api/v1/roles/auditor", {"grants": {"tickets.read": "all"}})
    assert refused.json()["code"] == "built_in_role"


def test_ordinary_roles_are_the_administrators_and_the_three_are_the_security_ones(
    admin: ApiClient, security: ApiClient
) -> None:
    someone = an_agent()
    assert grant(admin, someone, "manager").status_code == 200
    assert roles_of(someone) == ["manager"]
    for key in ("administrator", "security_administrator", "auditor"):
        assert grant(admin, someone, "manager", key).status_code == 403
    assert grant(security, someone, "manager", "auditor").status_code == 200
    assert grant(security, someone, "agent", "auditor").status_code == 403
    assert (
        admin.post("/api/v1/roles", {"key": "k", "name": "k", "grants": {"people.manage": "all"}}).status_code
        == 403
    )
    assert (
        security.post(
            "/api/v1/roles", {"key": "k", "name": "k", "grants": {"people.manage": "all"}}
        ).status_code
        == 201
    )
    both = grant(security, someone, "manager", "auditor", "k")
    assert both.status_code == 409
    assert both.json()["code"] == "administrations_exclude_each_other"


@pytest.mark.django_db
@pytest.mark.parametrize("make", [an_administrator, a_security_administrator])
def test_cve_2020_29159_nobody_raises_his_own_rights(make: Any) -> None:
    actor = make()
    own = client_of(actor)
    assert grant(own, actor, "agent", "auditor", "manager").json()["code"] in ("not_ones_own_rights",)
    assert (
        own.patch(f"/api/v1/accounts/{actor.account_id}", {"active": False}).json()["code"]
        == "not_ones_own_rights"
    )
    label = a_label()
    role = "administrator" if make is an_administrator else "security_administrator"
    refused = own.patch(f"/api/v1/roles/{role}", {"labels": [label]})
    assert refused.status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {"password": "owned by me 123"},
        {"email": "owned@example.com"},
        {"agent_id": "00000000-0000-0000-0000-000000000001"},
        {"administration": "system"},
        {"last_login": "2026-01-01T00:00:00Z"},
    ],
)
def test_cve_2025_48476_what_is_not_listed_is_not_written(admin: ApiClient, body: Any) -> None:
    someone = an_agent()
    before = Account.objects.filter(id=someone.account_id).values().get()
    assert admin.patch(f"/api/v1/accounts/{someone.account_id}", body).status_code == 422
    assert Account.objects.filter(id=someone.account_id).values().get() == before


def test_an_account_is_made_without_a_password(admin: ApiClient) -> None:
    agent_id = people.make_agent(name="新人", email="new@example.com")
    body = {"email": "new@example.com", "agent_id": str(agent_id), "roles": [{"key": "agent"}]}
    made = admin.post("/api/v1/accounts", body)
    assert made.status_code == 201, made.content
    assert made.json()["roles"][0]["key"] == "agent"
    assert admin.post("/api/v1/accounts", body).status_code == 409
    assert admin.post("/api/v1/accounts", {**body, "email": "other@example.com"}).status_code == 409
    body = {**body, "roles": [{"key": "auditor"}]}
    assert admin.post("/api/v1/accounts", body).status_code == 403


def test_a_grant_for_a_time_ends_by_the_clock_alone(admin: ApiClient) -> None:
    someone, at = an_agent(), now()
    begin, end = at + timedelta(hours=1), at + timedelta(hours=2)
    answer = grant(
        admin, someone, "agent", "manager", valid_from=begin.isoformat(), valid_until=end.isoformat()
    )
    assert answer.status_code == 200, answer.content
    email = Account.objects.get(id=someone.account_id).email
    for moment, may in ((at, False), (begin, True), (end - timedelta(seconds=1), True), (end, False)):
        with frozen_clock(moment):
            actor = by_email(email)
            assert actor is not None
            assert actor.can("tickets.delete") is may
    past = grant(admin, someone, "agent", valid_until=(at - timedelta(days=1)).isoformat())
    assert past.status_code == 422


def test_cve_2025_3230_one_switch_ends_sessions_tokens_and_mail(admin: ApiClient) -> None:
    someone = an_agent(email="leaver@example.com", password=PASSWORD)
    by_token = client_of(someone)
    browser = ApiClient()
    assert (
        browser.post("/api/v1/session", {"email": "leaver@example.com", "password": PASSWORD}).status_code
        == 200
    )
    assert by_token.get("/api/v1/tickets").status_code == 200
    assert admin.patch(f"/api/v1/accounts/{someone.account_id}", {"active": False}).json()["active"] is False
    assert by_token.get("/api/v1/tickets").status_code == 401
    assert browser.get("/api/v1/tickets").status_code == 401
    assert by_email("leaver@example.com") is None, "mail from him is nobody's"
    admin.patch(f"/api/v1/accounts/{someone.account_id}", {"active": True})
    assert by_token.get("/api/v1/tickets").status_code == 401, "nothing comes back by itself"


def test_only_the_security_administrator_switches_off_an_administrator(
    admin: ApiClient, security: ApiClient
) -> None:
    auditor = an_auditor()
    path = f"/api/v1/accounts/{auditor.account_id}"
    assert admin.patch(path, {"active": False}).status_code == 403
    assert security.patch(path, {"active": False}).status_code == 200


def test_gb_22239_c_accounts_that_nobody_uses_are_found(admin: ApiClient) -> None:
    idle = an_agent(email="idle@example.com")
    Account.objects.filter(id=idle.account_id).update(created_at=now() - timedelta(days=91))
    found = admin.get("/api/v1/accounts?unused_days=90").json()["items"]
    assert [one["email"] for one in found] == ["idle@example.com"]
    client_of(idle).get("/api/v1/session")
    assert admin.get("/api/v1/accounts?unused_days=90").json()["items"] == []


def test_accounts_are_listed_page_by_page(admin: ApiClient) -> None:
    for n in range(3):
        an_agent(email=f"z{n}@page.example")
    first = admin.get("/api/v1/accounts?q=z&limit=2").json()
    assert [one["email"] for one in first["items"]] == ["z0@page.example", "z1@page.example"]
    rest = admin.get(f"/api/v1/accounts?q=z&limit=2&cursor={first['next_cursor']}").json()
    assert [one["email"] for one in rest["items"]] == ["z2@page.example"]
    assert rest["next_cursor"] is None
    assert admin.get("/api/v1/accounts?q=%25").json()["items"] == []
    assert len(admin.get("/api/v1/accounts?role=administrator").json()["items"]) == 1


def test_labels_and_clearances_are_matters_of_security(admin: ApiClient, security: ApiClient) -> None:
    body = {"key": "secret", "name": "机密", "name_en": "Secret", "colour": "#aa0000"}
    assert admin.post("/api/v1/labels", body).status_code == 403
    assert security.post("/api/v1/labels", body).status_code == 201
    assert security.post("/api/v1/labels", body).status_code == 409
    assert security.patch("/api/v1/labels/secret", {"name": "绝密"}).json()["version"] == 2
    role = a_role(grants={"tickets.read": Scope.ALL})
    assert admin.patch(f"/api/v1/roles/{role}", {"labels": ["secret"]}).status_code == 403
    assert security.patch(f"/api/v1/roles/{role}", {"labels": ["nowhere"]}).status_code == 422
    assert security.patch(f"/api/v1/roles/{role}", {"labels": ["secret"]}).status_code == 200
    reader = an_actor_with(roles=[role])
    assert reader.labels == {"secret"}
    assert client_of(reader).get("/api/v1/labels").json()["items"][0]["cleared"] is True
    assert security.delete("/api/v1/labels/secret").status_code == 204
    assert an_actor_with(roles=[role]).labels == frozenset()


def test_a_stand_in_lends_reach_over_tickets_and_nothing_else(admin: ApiClient) -> None:
    house = people.make_department(name="别处")
    label = a_label()
    boss = an_actor_with(roles=["administrator"], labels=[label], teams=("elsewhere",), department_id=house)
    deputy = an_agent(email="deputy@example.com")
    lent = client_of(boss).post(
        "/api/v1/stand-ins",
        {"deputy_agent_id": str(deputy.agent_id), "valid_until": (now() + timedelta(days=1)).isoformat()},
    )
    assert lent.status_code == 201, lent.content
    acting = by_email("deputy@example.com")
    assert acting is not None
    [absent] = acting.standing_in
    assert set(absent.grants) == {"tickets.read", "tickets.write"}
    assert acting.labels == frozenset()
    assert not acting.can("people.manage")
    mine = client_of(deputy)
    assert mine.get("/api/v1/session").json()["standing_in"][0]["name"] == boss.name
    assert mine.get("/api/v1/stand-ins").json()["items"][0]["holds"] is True
    other = client_of(an_agent())
    assert other.get("/api/v1/stand-ins").json()["items"] == []
    assert other.delete(f"/api/v1/stand-ins/{lent.json()['id']}").status_code == 404
    assert mine.delete(f"/api/v1/stand-ins/{lent.json()['id']}").status_code == 204
    after = by_email("deputy@example.com")
    assert after is not None
    assert after.standing_in == ()


def test_nobody_lends_what_is_anothers(admin: ApiClient) -> None:
    one, two = an_agent(), an_agent()
    body = {
        "absent_agent_id": str(one.agent_id),
        "deputy_agent_id": str(two.agent_id),
        "valid_until": (now() + timedelta(days=1)).isoformat(),
    }
    assert client_of(two).post("/api/v1/stand-ins", body).status_code == 403
    assert admin.post("/api/v1/stand-ins", body).status_code == 201
    assert (
        admin.post("/api/v1/stand-ins", {**body, "deputy_agent_id": body["absent_agent_id"]}).status_code
        == 422
    )


@pytest.fixture
def viewing(db: None) -> tuple[ApiClient, Actor]:
    """A security administrator who looks with an administrator's eyes."""
    a_security_administrator(email="eye@example.com", password=PASSWORD)
    seen = an_administrator(name="老林")
    browser = ApiClient()
    assert (
        browser.post("/api/v1/session", {"email": "eye@example.com", "password": PASSWORD}).status_code == 200
    )
    assert browser.get("/api/v1/tickets").status_code == 403
    answer = browser.post("/api/v1/session/view-as", {"account_id": str(seen.account_id)})
    assert answer.status_code == 204, answer.content
    return browser, seen


def test_view_as_shows_what_the_other_sees_and_changes_nothing(viewing: tuple[ApiClient, Actor]) -> None:
    browser, _ = viewing
    mine = browser.get("/api/v1/session").json()
    assert mine["agent"]["name"] == "老林"
    assert mine["viewed_by"]["name"]
    assert browser.get("/api/v1/tickets").status_code == 200
    for method, path in (
        ("POST", "tickets"),
        ("PATCH", "me"),
        ("POST", "session/view-as"),
        ("POST", "labels"),
    ):
        answer = browser.generic(method, f"/api/v1/{path}", b"{}", "application/json")
        assert (answer.status_code, answer.json()["code"]) == (403, "view_as_is_read_only"), path
    assert browser.get("/api/v1/roles").status_code == 403, "no administration but one's own is looked into"
    assert browser.delete("/api/v1/session/view-as").status_code == 204
    assert browser.get("/api/v1/tickets").status_code == 403
    assert browser.delete("/api/v1/session/view-as").json()["code"] == "not_viewing_as"


def test_who_may_view_no_longer_sees_nothing_at_once(viewing: tuple[ApiClient, Actor]) -> None:
    browser, _ = viewing
    AccountRole.objects.filter(role_id="security_administrator").delete()
    assert browser.get("/api/v1/tickets").status_code == 401


def test_a_token_views_as_nobody(security: ApiClient) -> None:
    answer = security.post("/api/v1/session/view-as", {"account_id": str(an_agent().account_id)})
    assert answer.json()["code"] == "needs_a_session"


def test_what_a_person_can_do_is_explained_by_its_sources(admin: ApiClient) -> None:
    someone = an_actor_with(roles=["agent"], grants={"tickets.read": Scope.ALL}, labels=[a_label()])
    rights = admin.get(f"/api/v1/accounts/{someone.account_id}/rights").json()
    [reading] = [one for one in rights["permissions"] if one["permission"] == "tickets.read"]
    assert reading["scope"] == "all"
    assert {(s["kind"], s["scope"]) for s in reading["sources"]} == {("role", "department"), ("role", "all")}
    assert list(rights["labels"]) == ["secret"]
    assert {one["permission"] for one in rights["permissions"]} == set(someone.grants)
    assert admin.get("/api/v1/accounts/00000000-0000-0000-0000-000000000007/rights").status_code == 404


def test_changes_of_rights_are_in_the_record(admin: ApiClient) -> None:
    from relaydesk.platform.events import history

    someone = an_agent()
    grant(admin, someone, "manager")
    [fact] = [f for f in history(f"account:{someone.account_id}") if f.name == "access.account.roles_granted"]
    assert [role["key"] for role in fact.payload["before"]] == ["agent"]
    assert [role["key"] for role in fact.payload["after"]] == ["manager"]
