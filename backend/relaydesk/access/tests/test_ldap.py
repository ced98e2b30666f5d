"""Signing in by a directory, and keeping its leavers out: against a real OpenLDAP."""

import tempfile
from pathlib import Path

import pytest
from django.test import Client

from relaydesk.access.actions.federation.directory import escape
from relaydesk.access.actions.federation.synchronise import directories_due, synchronise
from relaydesk.access.models import Account, FederatedIdentity
from relaydesk.access.testing import an_agent
from relaydesk.access.tests.real_slapd import BASE, SERVICE, SERVICE_PASSWORD, real_slapd
from relaydesk.people import public as people
from relaydesk.platform.clock import now
from relaydesk.platform.events import history
from relaydesk.platform.testing import run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
URL = "/api/v1/identity-providers"
PEOPLE = f"ou=people,{BASE}"


@pytest.fixture(autouse=True)
def _listed(settings):
    settings.OUTGOING_NETWORKS = ("127.0.0.0/8", "::1/128")


@pytest.fixture(scope="module")
def shared():
    with tempfile.TemporaryDirectory(prefix="slapd-") as folder, real_slapd(Path(folder)) as directory:
        yield directory


@pytest.fixture
def own():
    """A directory that the test changes."""
    with tempfile.TemporaryDirectory(prefix="slapd-") as folder, real_slapd(Path(folder), extra=12) as found:
        yield found


def entered(directory, **more):
    return {
        "host": "localhost",
        "port": directory.ldaps_port,
        "encryption": "ldaps",
        "ca_certificates": directory.ca,
        "bind_dn": SERVICE,
        "base_dn": PEOPLE,
        "user_filter": "(objectClass=inetOrgPerson)",
        "email_domains": ["corp.example"],
        "group_base_dn": f"ou=groups,{BASE}",
        **more,
    }


def add(security, directory, settings=None, **more):
    body = {
        "kind": "ldap",
        "name": "目录",
        "enabled": True,
        "creates_accounts": True,
        "settings": entered(directory, **(settings or {})),
        "secrets": {"bind_password": SERVICE_PASSWORD},
        **more,
    }
    response = security.post(URL, body)
    assert response.status_code == 201, response.content
    return response.json()


def sign_in(login, password):
    browser = Client()
    body = {"email": login, "password": password}
    return browser, browser.post("/api/v1/session", body, content_type="application/json")


@pytest.mark.parametrize("encryption", ["ldaps", "starttls"])
@pytest.mark.parametrize("login", ["zhang", "zhang@corp.example", "ZHANG"])
def test_name_or_address_and_password_of_the_directory_let_in(security, shared, encryption, login):
    port = shared.ldaps_port if encryption == "ldaps" else shared.ldap_port
    provider = add(security, shared, {"encryption": encryption, "port": port})
    _, response = sign_in(login, "zhang password")
    assert response.status_code == 200, response.content
    assert response.json()["email"] == "zhang@corp.example"
    assert response.json()["agent"]["name"] == "张三"
    account = Account.objects.get(email="zhang@corp.example")
    assert not account.has_usable_password()
    event = history(f"account:{account.id}")[-1].event
    assert (event.method, event.provider) == ("ldap", provider["id"])


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("zhang", "wrong"),
        ("zhang", "li password"),
        ("nobody", "zhang password"),
        ("*", "zhang password"),
        ("zh*", "zhang password"),
        ("zhang)(uid=*", "zhang password"),
        ("*)(uid=zhang", "zhang password"),
        ("zhang)(|(objectClass=*", "zhang password"),
        ("uid=zhang", "zhang password"),
        ("\\7a\\68\\61ng", "zhang password"),
    ],
)
def test_a_wrong_password_or_a_name_that_is_a_filter_lets_nobody_in(security, shared, login, password):
    add(security, shared)
    _, response = sign_in(login, password)
    assert (response.status_code, response.json()["code"]) == (401, "sign_in_failed")
    assert not Account.objects.filter(email="zhang@corp.example").exists()


def test_an_empty_password_is_never_tried(security, shared):
    from relaydesk.access.actions.federation.directory_sign_in import sign_in_by_directory

    add(security, shared)
    assert sign_in("zhang", "")[1].status_code == 422
    assert sign_in_by_directory(login="zhang", password="", at=now()) is None


def test_letters_that_mean_something_in_a_filter_are_escaped():
    assert escape("a*(b)\\c\0/") == "a\\2a\\28b\\29\\5cc\\00\\2f"
    assert escape("张三") == "张三"


def test_a_certificate_that_is_not_trusted_or_of_another_name_is_refused(security, shared):
    untrusted = add(security, shared, {"ca_certificates": ""})
    answer = security.post(f"{URL}/{untrusted['id']}/test", {}).json()
    assert answer["ok"] is False
    assert "无法连接目录服务器" in answer["findings"][0]["text"]
    named = add(security, shared, {"host": "127.0.0.1", "base_dn": f"{PEOPLE}"})
    assert security.post(f"{URL}/{named['id']}/test", {}).json()["ok"] is False
    assert sign_in("zhang", "zhang password")[1].status_code == 401


def test_trying_it_out_finds_the_people_and_one_of_them(security, shared):
    provider = add(security, shared)
    answer = security.post(f"{URL}/{provider['id']}/test", {"login": "zhang"}).json()
    assert answer["ok"] is True, answer
    texts = " ".join(f["text_en"] for f in answer["findings"])
    assert "finds 3 people" in texts
    assert "member of 2 groups" in texts
    assert "zhang password" not in str(answer)
    missing = security.post(f"{URL}/{provider['id']}/test", {"login": "nobody"}).json()
    assert missing["ok"] is False


def test_groups_of_the_directory_give_roles_and_teams(security, shared):
    team = people.make_team(key="network", name="网络组")
    add(
        security,
        shared,
        role_map=[{"group": "heads", "role": "manager"}],
        team_map=[{"group": f"cn=network,ou=groups,{BASE}", "team_id": str(team)}],
    )
    _, response = sign_in("zhang", "zhang password")
    assert set(response.json()["roles"]) == {"agent", "manager"}
    assert response.json()["agent"]["team_ids"] == [str(team)]
    _, other = sign_in("li", "li password")
    assert other.json()["roles"] == ["agent"]


def test_a_local_password_goes_on_and_is_not_the_directorys(security, shared):
    an_agent(email="local@corp.example", password="correct horse battery")
    add(security, shared)
    assert sign_in("local@corp.example", "correct horse battery")[1].status_code == 200


def test_a_directory_that_does_not_answer_harms_nobody_else(security, shared):
    an_agent(email="local@corp.example", password="correct horse battery")
    add(security, shared, {"port": 9})
    assert sign_in("local@corp.example", "correct horse battery")[1].status_code == 200
    assert sign_in("zhang", "zhang password")[1].status_code == 401


def test_cve_2025_31478_a_directory_that_is_off_is_not_asked(security, shared):
    provider = add(security, shared)
    security.patch(f"{URL}/{provider['id']}", {"enabled": False})
    assert sign_in("zhang", "zhang password")[1].status_code == 401


def test_cve_2026_84458_an_address_of_another_domain_claims_no_account(security, shared):
    an_agent(email="zhang@corp.example", password="correct horse battery")
    add(security, shared, {"email_domains": []})
    assert sign_in("zhang", "zhang password")[1].status_code == 401
    assert not FederatedIdentity.objects.exists()


def test_who_has_left_the_directory_is_switched_off_and_not_deleted(security, own):
    provider = add(security, own)
    zhang, response = sign_in("zhang", "zhang password")
    assert response.status_code == 200
    li, _ = sign_in("li", "li password")
    own.modify(f"delete|uid=zhang,{PEOPLE}")
    assert security.post(f"{URL}/{provider['id']}/synchronise", {}).status_code == 202
    run_jobs()
    assert zhang.get("/api/v1/session").status_code == 401
    assert li.get("/api/v1/session").status_code == 200
    account = Account.objects.get(email="zhang@corp.example")
    assert account.active is False
    assert people.agent(account.agent_id).active is False
    shown = security.get(f"{URL}/{provider['id']}").json()["synchronisation"]
    assert (shown["looked_at"], shown["switched_off"], shown["stopped"]) == (2, 1, "")
    assert "access.identity_provider.synchronised" in [
        e.name for e in history(f"identity_provider:{provider['id']}")
    ]


def test_a_directory_that_lost_half_its_people_or_does_not_answer_switches_nobody_off(security, own):
    provider = add(security, own)
    for number in range(12):
        assert sign_in(f"extra{number}", f"extra{number} password")[1].status_code == 200
    own.modify("\n".join(f"delete|uid=extra{n},{PEOPLE}" for n in range(12)))
    outcome = synchronise(provider_id=provider["id"], at=now())
    assert outcome.switched_off == 0
    assert "12 of 12" in outcome.stopped
    broken = entered(own, port=9)
    security.patch(f"{URL}/{provider['id']}", {"settings": broken})
    assert synchronise(provider_id=provider["id"], at=now()).stopped != ""
    assert Account.objects.filter(email__startswith="extra", active=True).count() == 12


def test_who_leaves_a_group_loses_its_role_at_the_next_comparison(security, own):
    provider = add(security, own, role_map=[{"group": "network", "role": "manager"}])
    browser, response = sign_in("li", "li password")
    assert "manager" in response.json()["roles"]
    own.modify(f"MODIFY_DELETE|cn=network,ou=groups,{BASE}|member|uid=li,{PEOPLE}")
    synchronise(provider_id=provider["id"], at=now())
    assert browser.get("/api/v1/session").json()["roles"] == ["agent"]


def test_a_directory_is_due_when_its_time_has_come_and_is_taken_once(security, shared):
    from datetime import timedelta
    from uuid import UUID

    provider = add(security, shared, {"synchronise_minutes": 30})
    at = now()
    assert directories_due(at) == [UUID(provider["id"])]
    assert directories_due(at + timedelta(minutes=29)) == []
    assert directories_due(at + timedelta(minutes=30)) == [UUID(provider["id"])]
    never = entered(shared, synchronise_minutes=0)
    security.patch(f"{URL}/{provider['id']}", {"settings": never})
    assert directories_due(at + timedelta(days=9)) == []
