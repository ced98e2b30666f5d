"""Accounts and teams kept by a provider (RFC 7643, RFC 7644), in the dialects of Entra and Okta."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from relaydesk.access.models import Account, AccountRole, IdentityProvider
from relaydesk.access.testing import (
    an_administrator,
    an_agent,
    client_of,
)
from relaydesk.people import public as people
from relaydesk.platform.clock import frozen, now
from relaydesk.platform.events import history

pytestmark = pytest.mark.django_db
USERS, GROUPS = "/scim/v2/Users", "/scim/v2/Groups"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


class Scim:
    """A client with a token."""

    def __init__(self, token):
        self.client = Client(headers={"Authorization": f"Bearer {token}"}, raise_request_exception=False)

    def call(self, method, path, body=None, **headers):
        data = b"" if body is None else json.dumps(body)
        return self.client.generic(method, path, data, "application/scim+json", headers=headers)

    def get(self, path, **query):
        return self.client.get(path, query)

    def make(self, login, **more):
        response = self.call("POST", USERS, {"schemas": [USER], "userName": login, **more})
        assert response.status_code == 201, response.content
        return response.json()

    def patch(self, path, *operations, **headers):
        return self.call("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)}, **headers)


@pytest.fixture
def provider(security, settings):
    settings.OUTGOING_NETWORKS = ("127.0.0.0/8",)
    body = {
        "kind": "oidc",
        "name": "Entra",
        "enabled": True,
        "settings": {"issuer": "http://127.0.0.1:9", "client_id": "x", "email_domains": ["corp.example"]},
        "secrets": {"client_secret": "x"},
    }
    return security.post("/api/v1/identity-providers", body).json()


@pytest.fixture
def token(security, provider):
    url = f"/api/v1/identity-providers/{provider['id']}/scim-tokens"
    return security.post(url, {"name": "Entra"}).json()["token"]


@pytest.fixture
def scim(token):
    return Scim(token)


def error(response, status, kind=None):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/scim+json"
    body = response.json()
    assert body["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert body["status"] == str(status)
    assert body.get("scimType") == kind
    return body


def test_without_a_valid_token_nothing_is_answered(provider, token, security):
    for authorization in ("", "Bearer ", "Bearer rs_", f"Basic {token}", "Bearer rd_" + "a" * 43):
        client = Client(headers={"Authorization": authorization} if authorization else {})
        error(client.get(USERS), 401)
        error(client.get("/scim/v2/ServiceProviderConfig"), 401)
    personal = client_of(an_administrator())
    error(personal.get(USERS), 401)


def test_a_token_for_provisioning_opens_nothing_else(token):
    client = Client(headers={"Authorization": f"Bearer {token}"})
    for path in ("/api/v1/session", "/api/v1/tickets", "/api/v1/identity-providers"):
        assert client.get(path).status_code == 401


def test_a_token_ends_when_it_is_revoked_expires_or_its_provider_is_off(provider, security, scim):
    url = f"/api/v1/identity-providers/{provider['id']}"
    until = (now() + timedelta(days=1)).isoformat()
    short = security.post(f"{url}/scim-tokens", {"name": "short", "expires_at": until}).json()
    assert Scim(short["token"]).get(USERS).status_code == 200
    with frozen(now() + timedelta(days=2)):
        error(Scim(short["token"]).get(USERS), 401)
    security.delete(f"{url}/scim-tokens/{short['id']}")
    error(Scim(short["token"]).get(USERS), 401)
    assert scim.get(USERS).status_code == 200
    security.patch(url, {"enabled": False})
    error(scim.get(USERS), 401)  # CVE-2025-31478


def test_the_service_describes_itself(scim):
    config = scim.get("/scim/v2/ServiceProviderConfig").json()
    assert (config["patch"]["supported"], config["bulk"]["supported"]) == (True, False)
    assert [r["id"] for r in scim.get("/scim/v2/ResourceTypes").json()["Resources"]] == ["User", "Group"]
    assert scim.get("/scim/v2/ResourceTypes/User").json()["schema"] == USER
    schema = scim.get(f"/scim/v2/Schemas/{USER}").json()
    assert "userName" in [a["name"] for a in schema["attributes"]]
    error(scim.get("/scim/v2/Schemas/nothing"), 404)
    error(scim.get("/scim/v2/Bulk"), 404)


def test_a_user_is_made_read_and_found(scim):
    made = scim.call(
        "POST",
        USERS,
        {
            "schemas": [USER],
            "userName": "Zhang.San@corp.example",
            "externalId": "E-1",
            "name": {"familyName": "张", "givenName": "三"},
            "preferredLanguage": "zh-CN",
            "timezone": "Asia/Shanghai",
            "emails": [{"value": "zhang@corp.example", "type": "work", "primary": True}],
        },
    )
    assert made.status_code == 201
    user = made.json()
    assert made["Location"] == user["meta"]["location"]
    assert made["ETag"] == user["meta"]["version"]
    assert (user["displayName"], user["active"], user["externalId"]) == ("张三", True, "E-1")
    assert user["emails"][0]["value"] == "zhang@corp.example"
    assert scim.get(f"{USERS}/{user['id']}").json() == user
    account = Account.objects.get(id=user["id"])
    assert account.email == "zhang@corp.example"
    assert not account.has_usable_password()
    for text in (
        'userName eq "zhang.san@corp.example"',
        'externalId eq "E-1"',
        'emails.value eq "ZHANG@corp.example"',
        'emails[type eq "work" and value co "zhang"]',
        'displayName sw "张" and active eq true',
        'not (active eq false) and (userName co "san" or userName co "nobody")',
        f'{USER}:userName eq "zhang.san@corp.example"',
        'active eq "True"',
        "externalId pr",
    ):
        found = scim.get(USERS, filter=text).json()
        assert [r["id"] for r in found["Resources"]] == [user["id"]], text
    for text in ('userName eq "x"', 'externalId eq "e-2"', "active eq false", 'displayName ew "李"'):
        assert scim.get(USERS, filter=text).json()["totalResults"] == 0, text


@pytest.mark.parametrize(
    "text",
    [
        "userName",
        "userName eq",
        'userName like "x"',
        'userName eq "x',
        "(active eq true",
        "active eq true) or (1 eq 1",
        'userName eq "a"; DROP TABLE x',
        "(" * 50 + "active eq true" + ")" * 50,
        " or ".join(["active eq true"] * 100),
    ],
)
def test_a_filter_that_is_not_understood_is_refused(scim, text):
    error(scim.get(USERS, filter=text), 400, "invalidFilter")


def test_lists_come_in_pages_and_orders(scim):
    for name in ("c", "a", "b"):
        scim.make(f"{name}@corp.example")
    first = scim.get(USERS, startIndex=1, count=2).json()
    assert (first["totalResults"], first["itemsPerPage"], first["startIndex"]) == (3, 2, 1)
    assert len(scim.get(USERS, startIndex=3, count=2).json()["Resources"]) == 1
    assert scim.get(USERS, count=0).json()["Resources"] == []
    sorted_ = scim.get(USERS, sortBy="userName", sortOrder="descending").json()["Resources"]
    assert [r["userName"][0] for r in sorted_] == ["c", "b", "a"]
    brief = scim.get(USERS, attributes="userName").json()["Resources"][0]
    assert set(brief) == {"schemas", "id", "userName", "meta"}
    error(scim.get(USERS, count="many"), 400, "invalidValue")


def test_the_same_user_twice_is_a_conflict(scim):
    scim.make("one@corp.example", externalId="1")
    again = {"userName": "one@corp.example", "externalId": "2"}
    error(scim.call("POST", USERS, again), 409, "uniqueness")
    other = {"userName": "two@corp.example", "externalId": "1"}
    error(scim.call("POST", USERS, other), 409, "uniqueness")


def test_put_replaces_and_heeds_the_version(scim):
    user = scim.make("one@corp.example", displayName="One")
    body = {"userName": "uno@corp.example", "displayName": "Uno", "emails": [{"value": "uno@corp.example"}]}
    changed = scim.call("PUT", f"{USERS}/{user['id']}", body, **{"If-Match": user["meta"]["version"]})
    assert changed.status_code == 200, changed.content
    assert (changed.json()["userName"], changed.json()["displayName"]) == ("uno@corp.example", "Uno")
    assert Account.objects.get(id=user["id"]).email == "uno@corp.example"
    stale = scim.call("PUT", f"{USERS}/{user['id']}", body, **{"If-Match": user["meta"]["version"]})
    error(stale, 412)
    fresh = scim.client.get(f"{USERS}/{user['id']}", headers={"If-None-Match": changed["ETag"]})
    assert fresh.status_code == 304


ENTRA_OFF = {"op": "Replace", "path": "active", "value": "False"}
OKTA_OFF = {"op": "replace", "value": {"active": False}}


@pytest.mark.parametrize("operation", [ENTRA_OFF, OKTA_OFF, "DELETE"])
def test_cve_2025_3230_switching_off_takes_effect_at_once(scim, operation):
    user = scim.make("one@corp.example")

    personal = client_of_email("one@corp.example")
    assert personal.get("/api/v1/session").status_code == 200
    path = f"{USERS}/{user['id']}"
    response = scim.call("DELETE", path) if operation == "DELETE" else scim.patch(path, operation)
    assert response.status_code in (200, 204), response.content
    assert personal.get("/api/v1/session").status_code == 401
    account = Account.objects.get(id=user["id"])
    assert account.active is False
    assert people.agent(account.agent_id).active is False
    assert scim.get(path).json()["active"] is False
    names = [e.name for e in history(f"account:{user['id']}")]
    assert "access.account.deactivated" in names
    back = scim.patch(path, {"op": "replace", "path": "active", "value": True})
    assert back.json()["active"] is True


def client_of_email(email):
    from relaydesk.access.queries.who import by_email

    return client_of(by_email(email))


def test_what_a_person_has_switched_off_no_provider_switches_on(scim):
    from relaydesk.access.contracts import SYSTEM
    from relaydesk.access.public import deactivate_account

    user = scim.make("one@corp.example")
    deactivate_account(actor=SYSTEM("test"), account_id=UUID(user["id"]), at=now())
    body = {"userName": "one@corp.example", "active": True}
    assert scim.call("PUT", f"{USERS}/{user['id']}", body).json()["active"] is False


def test_patch_in_the_dialect_of_entra(scim):
    user = scim.make("one@corp.example", displayName="One")
    path = f"{USERS}/{user['id']}"
    response = scim.patch(
        path,
        {"op": "Replace", "path": "displayName", "value": "Eins"},
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "eins@corp.example"},
        {"op": "Add", "path": "externalId", "value": "X1"},
        {
            "op": "Add",
            "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            "value": "IT",
        },
        {"op": "Add", "path": 'phoneNumbers[type eq "mobile"].value', "value": "13800138000"},
    )
    found = response.json()
    assert response.status_code == 200, response.content
    assert (found["displayName"], found["externalId"]) == ("Eins", "X1")
    assert found["emails"][0]["value"] == "eins@corp.example"
    removed = scim.patch(path, {"op": "Remove", "path": "externalId"})
    assert "externalId" not in removed.json()


def test_patch_in_the_dialect_of_okta(scim):
    user = scim.make("one@corp.example", name={"givenName": "One", "familyName": "Two"})
    path = f"{USERS}/{user['id']}"
    found = scim.patch(path, {"op": "replace", "value": {"name": {"givenName": "Uno", "familyName": "Dos"}}})
    assert found.json()["displayName"] == "Uno Dos"
    found = scim.patch(path, {"op": "replace", "value": {"displayName": "Someone"}})
    assert found.json()["displayName"] == "Someone"


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ({"op": "explode", "path": "active"}, "invalidSyntax"),
        ({"op": "remove"}, "noTarget"),
        ({"op": "replace", "value": "x"}, "invalidValue"),
        ({"op": "replace", "path": "a b", "value": 1}, "invalidPath"),
        ({"op": "replace", "path": "active", "value": "perhaps"}, "invalidValue"),
        ({"op": "replace", "path": 'emails[type co "x"].value', "value": "a@b.cd"}, "noTarget"),
    ],
)
def test_a_patch_that_is_not_understood_changes_nothing(scim, operation, kind):
    user = scim.make("one@corp.example", displayName="One")
    path = f"{USERS}/{user['id']}"
    error(scim.patch(path, {"op": "replace", "path": "displayName", "value": "Two"}, operation), 400, kind)
    assert scim.get(path).json() == user


def test_rights_are_never_raised(scim):
    user = scim.make(
        "one@corp.example",
        roles=[{"value": "administrator"}],
        entitlements=[{"value": "all"}],
        password="a password of the provider",
        groups=[{"value": "x"}],
    )
    account = Account.objects.get(id=user["id"])
    held = set(AccountRole.objects.filter(account_id=account.id).values_list("role_id", flat=True))
    assert held == {"agent"}
    assert not account.has_usable_password()
    response = scim.patch(f"{USERS}/{user['id']}", {"op": "add", "path": "roles", "value": ["administrator"]})
    assert response.status_code == 200
    assert AccountRole.objects.filter(account_id=account.id).count() == 1


def test_an_administrators_account_is_not_taken_over_by_its_address(scim):
    boss = an_administrator(email="boss@corp.example")
    an_administrator(email="second@corp.example")
    path = f"{USERS}/{boss.account_id}"
    assert scim.get(path).status_code == 200
    body = {"userName": "boss@corp.example", "emails": [{"value": "attacker@corp.example"}]}
    error(scim.call("PUT", path, body), 403)
    error(scim.call("POST", USERS, {"userName": "boss@corp.example"}), 409, "uniqueness")
    assert scim.patch(path, ENTRA_OFF).json()["active"] is False
    back = scim.patch(path, {"op": "replace", "path": "active", "value": True})
    assert back.json()["active"] is False


def test_the_last_of_an_administration_is_not_switched_off(scim):
    boss = an_administrator(email="boss@corp.example")
    error(scim.patch(f"{USERS}/{boss.account_id}", ENTRA_OFF), 403)
    assert Account.objects.get(id=boss.account_id).active


def test_accounts_of_other_domains_are_invisible(scim):
    other = an_agent(email="other@elsewhere.example")
    mine = an_agent(email="mine@corp.example")
    found = scim.get(USERS).json()["Resources"]
    assert [r["id"] for r in found] == [str(mine.account_id)]
    error(scim.get(f"{USERS}/{other.account_id}"), 404)
    error(scim.patch(f"{USERS}/{other.account_id}", ENTRA_OFF), 404)
    error(scim.call("POST", USERS, {"userName": "other@elsewhere.example"}), 409, "uniqueness")
    taken_up = scim.make("mine@corp.example", externalId="7")
    assert taken_up["id"] == str(mine.account_id)


def test_groups_are_teams_and_their_members(scim):
    one, two = scim.make("one@corp.example"), scim.make("two@corp.example")
    made = scim.call(
        "POST", GROUPS, {"displayName": "网络组", "externalId": "g1", "members": [{"value": one["id"]}]}
    )
    assert made.status_code == 201, made.content
    group = made.json()
    path = f"{GROUPS}/{group['id']}"
    agent = people.agent_by_email("one@corp.example")
    assert [people.team(team).name for team in agent.team_ids] == ["网络组"]
    assert scim.get(f"{USERS}/{one['id']}").json()["groups"][0]["display"] == "网络组"
    added = scim.patch(path, {"op": "Add", "path": "members", "value": [{"value": two["id"]}]})
    assert {m["value"] for m in added.json()["members"]} == {one["id"], two["id"]}
    removed = scim.patch(path, {"op": "Remove", "path": f'members[value eq "{one["id"]}"]'})
    assert [m["value"] for m in removed.json()["members"]] == [two["id"]]
    entra = scim.patch(path, {"op": "Remove", "path": "members", "value": [{"value": two["id"]}]})
    assert entra.json()["members"] == []
    renamed = scim.patch(path, {"op": "replace", "value": {"id": group["id"], "displayName": "Network"}})
    assert renamed.json()["displayName"] == "Network"
    assert scim.get(GROUPS, filter='displayName eq "network"').json()["totalResults"] == 1
    assert scim.get(GROUPS, excludedAttributes="members").json()["Resources"][0].get("members") is None
    error(
        scim.patch(path, {"op": "add", "path": "members", "value": [{"value": "nobody"}]}),
        400,
        "invalidValue",
    )
    assert scim.call("DELETE", path).status_code == 204
    error(scim.get(path), 404)
    assert people.team(people.team_by_key("service-desk").id) is not None


def test_a_team_that_merely_bears_the_name_is_not_taken_over(scim, provider):
    team = people.make_team(key="secret-team", name="机密组")
    insider = an_agent(email="insider@elsewhere.example", teams=("secret-team",))
    one = scim.make("one@corp.example")
    body = {"displayName": "机密组", "members": [{"value": one["id"]}]}
    error(scim.call("POST", GROUPS, body), 409, "uniqueness")
    row = IdentityProvider.objects.get(id=provider["id"])
    row.team_map = [{"group": "机密组", "team_id": str(team)}]
    row.save()
    made = scim.call("POST", GROUPS, body)
    assert made.status_code == 201, made.content
    assert made.json()["id"] == str(team)
    assert [m["value"] for m in made.json()["members"]] == [one["id"]]
    emptied = scim.call("PUT", f"{GROUPS}/{team}", {"displayName": "机密组", "members": []})
    assert emptied.json()["members"] == []
    assert people.agent(insider.agent_id).team_ids == {team}


def test_bodies_that_cannot_be_read_are_refused_in_scims_own_form(scim):
    def post(data, kind):
        return scim.client.generic("POST", USERS, data, kind)

    error(post(b"{", "application/scim+json"), 400, "invalidSyntax")
    error(post(b"[]", "application/json"), 400, "invalidSyntax")
    error(post(b"{}", "application/json"), 400, "invalidValue")
    error(post(b'{"userName": 7}', "application/json"), 400, "invalidValue")
    error(post(b'{"userName": "no address"}', "application/json"), 400, "invalidValue")
    error(post(b"a=b", "application/x-www-form-urlencoded"), 415)
    assert scim.call("PUT", USERS, {}).status_code == 405


def test_someone_provisioned_signs_in_by_the_same_provider_without_any_address(scim, provider):
    from relaydesk.access.actions.federation.accept_proof import accept_proof
    from relaydesk.access.rules.federation.kinds import Proof

    user = scim.make("one@corp.example", externalId="object-1")
    proof = Proof(issuer="http://127.0.0.1:9", subject="object-1")
    admitted = accept_proof(provider_id=provider["id"], proof=proof, at=now())
    assert str(admitted.account_id) == user["id"]
