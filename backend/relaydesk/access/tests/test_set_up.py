"""The first run, list J: no account, no password, one link; afterwards nothing of it is left."""

from datetime import timedelta

import pytest

from relaydesk.access.models import Account, AccountRole, OneTimeLink
from relaydesk.access.public import grant_role, make_invitation_link, make_set_up_link
from relaydesk.access.testing import an_agent, client_of
from relaydesk.access.tests.signing import PASSWORD, Browser, signed_in
from relaydesk.platform.clock import frozen, now
from relaydesk.platform.errors import Invalid, NotFound, RuleBroken
from relaydesk.platform.models import Event

pytestmark = pytest.mark.django_db
URL = "/api/v1/set-up"


def body(token, **changes):
    return {"token": token, "name": "陈静", "email": "chen@example.com", "password": PASSWORD, **changes}


def test_the_link_makes_the_first_administrator_once():
    token = make_set_up_link(at=now())
    assert Browser().get(URL).json() == {"open": True}
    assert Browser().post(URL, body(token)).status_code == 204
    me = signed_in("chen@example.com").me().json()
    assert me["roles"] == ["administrator"]
    assert Browser().post(URL, body(token, email="evil@example.com")).status_code == 404


def test_security_administrator_and_auditor_are_invited_and_cannot_sign_in_before():
    token = make_set_up_link(at=now())
    given = body(token, security_administrator_email="sec@example.com", auditor_email="audit@example.com")
    assert Browser().post(URL, given).status_code == 204
    held = dict(AccountRole.objects.values_list("account__email", "role_id"))
    assert held == {
        "chen@example.com": "administrator",
        "sec@example.com": "security_administrator",
        "audit@example.com": "auditor",
    }
    assert Event.objects.filter(name="access.link.requested").count() == 2
    assert Browser().sign_in("sec@example.com").status_code == 401
    assert not Account.objects.get(email="sec@example.com").has_usable_password()


def test_the_three_are_three_people():
    token = make_set_up_link(at=now())
    same = Browser().post(URL, body(token, auditor_email="Chen@example.com"))
    assert same.json()["errors"][0]["code"] == "same_person"
    assert not Account.objects.exists()


def test_cve_2026_34723_nothing_of_it_is_left_once_somebody_has_an_account():
    token = make_set_up_link(at=now())
    an_agent()
    answers = [Browser().get(URL), Browser().post(URL, body(token)), client_of(an_agent()).get(URL)]
    assert [a.status_code for a in answers] == [404, 404, 404]
    assert make_set_up_link(at=now()) is None


def test_an_older_or_expired_or_guessed_link_makes_nobody():
    old = make_set_up_link(at=now())
    token = make_set_up_link(at=now())
    for wrong in (old, "", "x" * 43, token[:-1]):
        assert Browser().post(URL, body(wrong)).status_code == 404
    with frozen(now() + timedelta(days=8)):
        assert Browser().post(URL, body(token)).status_code == 404
    assert not Account.objects.exists()


def test_a_weak_password_leaves_the_link_good():
    token = make_set_up_link(at=now())
    assert Browser().post(URL, body(token, password="woaini1314")).status_code == 422
    assert not Account.objects.exists()
    assert OneTimeLink.objects.count() == 1
    assert Browser().post(URL, body(token)).status_code == 204


def test_who_sits_at_the_server_makes_the_first_security_administrator():
    wang = an_agent(email="wang@example.com", password=PASSWORD)
    assert grant_role(email="Wang@example.com", role="security_administrator", at=now()) == [
        "agent",
        "security_administrator",
    ]
    assert signed_in("wang@example.com").get("/api/v1/sign-in-policy").status_code == 200
    assert Event.objects.filter(
        name="access.account.roles_granted", subject=f"account:{wang.account_id}"
    ).exists()


def test_the_server_is_no_way_around_the_three_administrations():
    an_agent(email="wang@example.com", roles=("administrator",))
    with pytest.raises(RuleBroken) as refused:
        grant_role(email="wang@example.com", role="auditor", at=now())
    assert refused.value.code == "administrations_exclude_each_other"
    with pytest.raises(Invalid):
        grant_role(email="wang@example.com", role="root", at=now())
    with pytest.raises(NotFound):
        grant_role(email="nobody@example.com", role="agent", at=now())


def test_without_mail_the_server_prints_an_invitation():
    an_agent(email="wang@example.com")
    link = make_invitation_link(email="wang@example.com", at=now())
    given = {"token": link.partition("#token=")[2], "password": PASSWORD}
    assert Browser().post("/api/v1/invitations/finish", given).status_code == 204
    assert signed_in("wang@example.com").me().status_code == 200
