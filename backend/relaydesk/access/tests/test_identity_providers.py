"""Identity providers as the security administrator keeps them."""

from datetime import timedelta

import pytest

from relaydesk.access.models import Account, AccountRole, IdentityProvider, Role
from relaydesk.access.testing import (
    an_actor_with,
    an_administrator,
    an_agent,
    an_auditor,
    client_of,
)
from relaydesk.access.tests.oidc_sign_in import add, sign_in
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.events import history

pytestmark = pytest.mark.django_db
URL = "/api/v1/identity-providers"


@pytest.fixture(autouse=True)
def _listed(settings):
    settings.OUTGOING_NETWORKS = ("127.0.0.0/8",)


OIDC = {
    "kind": "oidc",
    "name": "统一身份",
    "settings": {"issuer": "http://127.0.0.1:9", "client_id": "relaydesk"},
    "secrets": {"client_secret": "very secret"},
}


def test_only_the_security_administrator_sees_and_makes_providers():
    for actor in (an_administrator(), an_auditor(), an_agent()):
        client = client_of(actor)
        assert client.get(URL).status_code == 403
        assert client.post(URL, OIDC).status_code == 403


def test_secrets_are_named_and_never_told(security):
    made = security.post(URL, OIDC)
    assert made.status_code == 201
    assert made.json()["secrets_set"] == ["client_secret"]
    for response in (made, security.get(URL), security.get(f"{URL}/{made.json()['id']}")):
        assert "very secret" not in response.content.decode()
    events = history(f"identity_provider:{made.json()['id']}")
    assert "very secret" not in str([e.payload for e in events])


def test_a_change_names_the_fields_and_keeps_what_is_absent(security):
    made = security.post(URL, OIDC).json()
    assert made["enabled"] is False
    assert made["addresses"]["callback"].endswith(f"/sign-in/oidc/{made['id']}/callback")
    changed = security.patch(
        f"{URL}/{made['id']}",
        {"enabled": True, "secrets": {"client_secret": "new"}},
        headers={"If-Match": '"1"'},
    )
    assert changed.status_code == 200
    assert (changed.json()["version"], changed.json()["name"]) == (2, "统一身份")
    stale = security.patch(f"{URL}/{made['id']}", {"enabled": False}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    event = history(f"identity_provider:{made['id']}")[-1].event
    assert (event.fields, event.enabled) == (("enabled", "secrets"), True)


def test_a_provider_is_removed_only_when_it_is_off(security):
    made = security.post(URL, {**OIDC, "enabled": True}).json()
    assert security.delete(f"{URL}/{made['id']}").json()["code"] == "provider_enabled"
    security.patch(f"{URL}/{made['id']}", {"enabled": False})
    assert security.delete(f"{URL}/{made['id']}").status_code == 204
    assert security.get(f"{URL}/{made['id']}").status_code == 404


def test_another_issuer_is_another_provider(security):
    made = security.post(URL, OIDC).json()
    other = {**OIDC["settings"], "issuer": "http://127.0.0.1:10"}
    response = security.patch(f"{URL}/{made['id']}", {"settings": other})
    assert (response.status_code, response.json()["code"]) == (409, "provider_is_another")


def test_a_provider_cannot_be_switched_on_without_its_secret(security):
    body = {**OIDC, "secrets": {}, "enabled": True}
    assert security.post(URL, body).status_code == 422


def fields_of(response):
    assert response.status_code == 422, response.content
    return {error["field"]: error["code"] for error in response.json()["errors"]}


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"client_id": "x"}, "settings.issuer"),
        ({"issuer": "http://127.0.0.1:9"}, "settings.client_id"),
        ({"issuer": "javascript:alert(1)", "client_id": "x"}, "settings.issuer"),
        ({"issuer": "http://127.0.0.1:9/?a=b", "client_id": "x"}, "settings.issuer"),
        ({**OIDC["settings"], "email_domains": ["not a domain"]}, "settings.email_domains.0"),
        ({**OIDC["settings"], "unknown": 1}, "settings.unknown"),
    ],
)
def test_wrong_settings_are_refused_by_the_name_of_the_field(security, entered, field):
    assert field in fields_of(security.post(URL, {**OIDC, "settings": entered}))


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "[::1]", "192.168.0.1"])
def test_cve_2026_34719_a_private_address_is_refused_when_it_is_saved(security, settings, host):
    settings.OUTGOING_NETWORKS = ()
    entered = {**OIDC["settings"], "issuer": f"https://{host}/realm"}
    assert fields_of(security.post(URL, {**OIDC, "settings": entered})) == {
        "settings.issuer": "address_refused"
    }
    directory = {
        "kind": "ldap",
        "name": "目录",
        "settings": {"host": host.strip("[]"), "bind_dn": "cn=x", "base_dn": "dc=x"},
    }
    assert fields_of(security.post(URL, directory)) == {"settings.host": "address_refused"}


def test_cve_2020_29159_new_accounts_never_get_a_privileged_role(security):
    for role in ("administrator", "security_administrator", "auditor", "no-such-role"):
        body = {**OIDC, "creates_accounts": True, "default_role": role}
        assert fields_of(security.post(URL, body)) == {"default_role": "not_an_ordinary_role"}


def test_who_may_not_grant_administrations_maps_no_group_to_them():
    from relaydesk.access.contracts import Scope

    partly = client_of(an_actor_with(grants={"access.manage_sign_in": Scope.ALL}))
    body = {**OIDC, "role_map": [{"group": "ops", "role": "administrator"}]}
    assert partly.post(URL, body).status_code == 403
    body["role_map"] = [{"group": "ops", "role": "manager"}]
    assert partly.post(URL, body).status_code == 201


def roles_of(email):
    account = Account.objects.get(email=email)
    return set(AccountRole.objects.filter(account_id=account.id).values_list("role_id", flat=True))


NEW = {"sub": "n", "email": "new@example.com", "email_verified": True, "name": "New"}


def test_groups_give_roles_and_teams_and_take_them_away_again(security, idp):
    from django.test import Client

    team = people.make_team(key="network", name="网络组")
    provider = add(
        security,
        idp,
        creates_accounts=True,
        role_map=[{"group": "Heads", "role": "manager"}],
        team_map=[{"group": "network", "team_id": str(team)}],
    )
    idp.claims = {**NEW, "groups": ["heads", "Network", "unknown"]}
    sign_in(Client(), provider, idp)
    assert roles_of("new@example.com") == {"agent", "manager"}
    agent = people.agent_by_email("new@example.com")
    assert agent.team_ids == {team}
    idp.claims = {**NEW, "groups": []}
    sign_in(Client(), provider, idp)
    assert roles_of("new@example.com") == {"agent"}
    assert people.agent_by_email("new@example.com").team_ids == frozenset()
    # The same facts as when a person gives and takes roles, and one that names the provider.
    account = Account.objects.get(email="new@example.com")
    told = [row.event for row in history(subject=f"account:{account.id}")]
    granted = [
        ({one["key"] for one in fact.before}, {one["key"] for one in fact.after})
        for fact in told
        if fact.name == "access.account.roles_granted"
    ]
    assert granted[-2:] == [({"agent"}, {"agent", "manager"}), ({"agent", "manager"}, {"agent"})]
    assert [fact.name for fact in told].count("access.account.roles_mapped") == 2


def test_what_was_given_by_hand_for_a_time_keeps_its_bounds_when_groups_change(security, idp):
    from django.test import Client

    provider = add(security, idp, creates_accounts=True, role_map=[{"group": "heads", "role": "manager"}])
    idp.claims = {**NEW, "groups": []}
    sign_in(Client(), provider, idp)
    account = Account.objects.get(email="new@example.com")
    until = now() + timedelta(days=3)
    AccountRole.objects.create(account_id=account.id, role_id="observer", valid_until=until)
    idp.claims = {**NEW, "groups": ["heads"]}
    sign_in(Client(), provider, idp)
    assert roles_of("new@example.com") == {"agent", "manager", "observer"}
    kept = AccountRole.objects.get(account_id=account.id, role_id="observer")
    assert kept.valid_until == until


def test_what_was_given_by_hand_is_not_taken_away_by_groups(security, idp):
    from django.test import Client

    provider = add(security, idp, creates_accounts=True, role_map=[{"group": "heads", "role": "manager"}])
    idp.claims = {**NEW, "groups": []}
    sign_in(Client(), provider, idp)
    account = Account.objects.get(email="new@example.com")
    AccountRole.objects.create(account_id=account.id, role_id="manager")
    idp.claims = {**NEW, "groups": ["heads"]}
    sign_in(Client(), provider, idp)
    idp.claims = {**NEW, "groups": []}
    sign_in(Client(), provider, idp)
    assert roles_of("new@example.com") == {"agent", "manager"}


def test_groups_never_join_two_administrations_in_one_hand(security, idp):
    from django.test import Client

    provider = add(
        security,
        idp,
        creates_accounts=True,
        role_map=[
            {"group": "ops", "role": "administrator"},
            {"group": "sec", "role": "security_administrator"},
        ],
    )
    idp.claims = {**NEW, "groups": ["ops", "sec"]}
    sign_in(Client(), provider, idp)
    assert roles_of("new@example.com") == {"agent"}
    account = Account.objects.get(email="new@example.com")
    assert account.administration is None
    event = [e.event for e in history(f"account:{account.id}") if e.name == "access.account.roles_mapped"][-1]
    assert event.refused == ("administrator", "security_administrator")
    idp.claims = {**NEW, "groups": ["ops"]}
    sign_in(Client(), provider, idp)
    assert roles_of("new@example.com") == {"agent", "administrator"}
    idp.claims = {**NEW, "groups": ["sec"]}
    sign_in(Client(), provider, idp)
    account.refresh_from_db()
    assert (roles_of("new@example.com"), account.administration) == (
        {"agent", "security_administrator"},
        "security",
    )


def test_a_role_that_became_privileged_after_it_was_mapped_is_not_given(security, idp):
    from django.test import Client

    Role.objects.create(key="helper", name="帮手")
    provider = add(security, idp, creates_accounts=True, role_map=[{"group": "h", "role": "helper"}])
    row = IdentityProvider.objects.get(id=provider["id"])
    row.role_map = [{**row.role_map[0], "privileged": False}]
    row.save()
    Role.objects.filter(key="helper").update(realm="system")
    idp.claims = {**NEW, "groups": ["h"]}
    sign_in(Client(), provider, idp)
    assert roles_of("new@example.com") == {"agent"}


def test_trying_a_provider_out_tells_in_plain_words_what_is_wrong(security, idp):
    provider = add(security, idp)
    good = security.post(f"{URL}/{provider['id']}/test", {}).json()
    assert good["ok"] is True
    assert [f["step"] for f in good["findings"]] == ["discovery", "keys"]
    idp.discovery = {"issuer": "https://other.example"}
    bad = security.post(f"{URL}/{provider['id']}/test", {}).json()
    assert bad["ok"] is False
    assert "https://other.example" in bad["findings"][0]["text_en"]
    assert "身份源自称 'https://other.example'" in bad["findings"][0]["text"]


def test_who_is_linked_is_listed_in_pages_and_can_be_unlinked(security, idp):
    from django.test import Client

    provider = add(security, idp, creates_accounts=True)
    for number in range(3):
        idp.claims = {"sub": str(number), "email": f"n{number}@example.com", "email_verified": True}
        sign_in(Client(), provider, idp)
    url = f"{URL}/{provider['id']}/identities"
    first = security.get(f"{url}?limit=2").json()
    second = security.get(f"{url}?limit=2&cursor={first['next_cursor']}").json()
    emails = [i["email"] for i in first["items"] + second["items"]]
    assert emails == ["n0@example.com", "n1@example.com", "n2@example.com"]
    assert second["next_cursor"] is None
    assert security.delete(f"{url}/{first['items'][0]['id']}").status_code == 204
    assert len(security.get(url).json()["items"]) == 2


def test_a_token_for_provisioning_is_shown_once_and_kept_as_a_hash(security):
    from relaydesk.access.models import ScimToken

    made = security.post(URL, OIDC).json()
    url = f"{URL}/{made['id']}/scim-tokens"
    token = security.post(url, {"name": "Entra"}).json()
    assert token["token"].startswith("rs_")
    listed = security.get(url)
    assert token["token"] not in listed.content.decode()
    assert token["token"].encode() not in bytes(ScimToken.objects.get().hash)
    assert security.delete(f"{url}/{token['id']}").status_code == 204
    assert security.get(url).json()["items"] == []
