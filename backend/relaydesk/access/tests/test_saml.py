"""Signing in by SAML, with a provider that signs and one that forges (regression list G)."""

import copy
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import xmlsec
from django.test import Client
from lxml import etree

from relaydesk.access.models import Account, FederatedIdentity
from relaydesk.access.testing import an_agent
from relaydesk.access.tests.fake_saml import (
    ENTITY,
    NS,
    SAMLP,
    FakeSaml,
    key_and_certificate,
    posted,
    request_of,
)

pytestmark = pytest.mark.django_db
URL = "/api/v1/identity-providers"


def add(security, **more):
    entered = {
        "entity_id": ENTITY,
        "sign_in_url": "https://idp.example/sso",
        "certificates": [key_and_certificate("idp")[1]],
        "email_domains": ["example.com"],
        **more.pop("settings", {}),
    }
    body = {
        "kind": "saml",
        "name": "SAML",
        "enabled": True,
        "creates_accounts": True,
        "settings": entered,
        **more,
    }
    response = security.post(URL, body)
    assert response.status_code == 201, response.content
    return response.json()


class Visit:
    """One browser on its way to the provider and back."""

    def __init__(self, provider):
        self.provider, self.browser = provider, Client()
        response = self.browser.get(f"/sign-in/saml/{provider['id']}/start")
        assert response.status_code == 302, response.content
        self.url = response["Location"]
        self.request_id, acs, self.state = request_of(self.url)
        self.idp = FakeSaml(acs, provider["addresses"]["metadata"])
        self.idp.attributes = {"email": ["new@example.com"], "displayName": ["新同事"]}

    def post(self, root, browser=None, state=None):
        text = root if isinstance(root, str) else posted(root)
        body = {"SAMLResponse": text, "RelayState": self.state if state is None else state, "again": "1"}
        return (browser or self.browser).post(f"/sign-in/saml/{self.provider['id']}/acs", body)

    def come_back(self):
        return self.post(self.idp.signed(self.request_id))


def problem_of(response):
    assert response.status_code == 302, response.content
    return parse_qs(urlsplit(response["Location"]).query).get("sign_in_problem", [""])[0]


def who(browser):
    response = browser.get("/api/v1/session")
    return response.json()["email"] if response.status_code == 200 else None


@pytest.fixture
def visit(security):
    return Visit(add(security))


def test_a_signed_assertion_lets_in_and_makes_the_account(visit):
    assert problem_of(visit.come_back()) == ""
    assert who(visit.browser) == "new@example.com"
    link = FederatedIdentity.objects.get()
    assert (link.issuer, link.subject) == (ENTITY, "subject-1")


def test_our_metadata_name_our_address_and_key(visit):
    response = Client().get(urlsplit(visit.provider["addresses"]["metadata"]).path)
    assert response["Content-Type"] == "application/samlmetadata+xml"
    root = etree.fromstring(response.content)
    assert root.get("entityID") == visit.provider["addresses"]["metadata"]
    found = root.find(".//{*}AssertionConsumerService")
    assert found.get("Location") == visit.provider["addresses"]["acs"]
    assert b"PRIVATE" not in response.content


def test_the_request_is_signed(visit):
    query = parse_qs(urlsplit(visit.url).query)
    assert query["SigAlg"] == ["http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"]
    assert query["Signature"]


def test_a_request_may_be_posted_by_a_page_that_runs_no_foreign_script(security):
    provider = add(security, settings={"request_binding": "post"})
    response = Client().get(f"/sign-in/saml/{provider['id']}/start")
    assert response.status_code == 200
    assert b'action="https://idp.example/sso"' in response.content
    policy = response["Content-Security-Policy"]
    assert "form-action https://idp.example;" in policy
    assert "script-src 'sha256-" in policy
    assert "unsafe" not in policy


def test_a_post_from_the_providers_site_without_our_cookie_posts_itself_once_more(visit):
    body = {"SAMLResponse": "x<y", "RelayState": visit.state}
    response = Client().post(f"/sign-in/saml/{visit.provider['id']}/acs", body)
    assert response.status_code == 200
    assert b'name="again" value="1"' in response.content
    assert b'value="x&lt;y"' in response.content
    assert "form-action 'self'" in response["Content-Security-Policy"]


def test_an_unsigned_assertion_is_refused(visit):
    visit.idp.sign_assertion = False
    assert problem_of(visit.come_back()) == "proof_invalid"
    assert who(visit.browser) is None


def test_a_signed_envelope_around_an_unsigned_assertion_is_refused(visit):
    visit.idp.sign_assertion = False
    root = visit.idp.xml(visit.request_id)
    visit.idp.sign(root)
    assert problem_of(visit.post(root)) == "proof_invalid"


def test_an_assertion_signed_with_another_key_is_refused_though_its_certificate_is_inside(visit):
    visit.idp.key, visit.idp.certificate = key_and_certificate("somebody else")
    assert problem_of(visit.come_back()) == "proof_invalid"


def test_an_assertion_that_was_changed_after_signing_is_refused(visit):
    root = visit.idp.signed(visit.request_id)
    root.find(".//saml:NameID", NS).text = "administrator"
    assert problem_of(visit.post(root)) == "proof_invalid"


@pytest.mark.parametrize("place", ["before", "after", "extension", "in signature", "swapped ids"])
def test_wrapping_a_signed_assertion_with_a_forged_one_is_refused(visit, place):
    root = visit.idp.signed(visit.request_id)
    signed = root.find("saml:Assertion", NS)
    forged = copy.deepcopy(signed)
    forged.remove(forged.find("ds:Signature", NS))
    forged.set("ID", "_forged")
    forged.find(".//saml:NameID", NS).text = "administrator"
    if place == "before":
        root.insert(root.index(signed), forged)
    elif place == "after":
        root.append(forged)
    elif place == "extension":
        holder = etree.SubElement(root, f"{{{SAMLP}}}Extensions")
        root.replace(signed, forged)
        holder.append(signed)
    elif place == "in signature":
        root.replace(signed, forged)
        signature = signed.find("ds:Signature", NS)
        forged.insert(1, signature)
        etree.SubElement(signature, f"{{{NS['ds']}}}Object").append(signed)
    else:
        forged.set("ID", signed.get("ID"))
        root.append(forged)
    assert problem_of(visit.post(root)) == "proof_invalid"
    assert not Account.objects.filter(email="new@example.com").exists()


def test_a_comment_inside_a_name_is_refused(visit):
    """CVE-2017-11427: the text before the comment was read, though all of it was signed."""
    visit.idp.name = "administrator@example.com<!-- x -->.evil.example"
    assert problem_of(visit.come_back()) == "proof_invalid"


def test_a_document_with_a_dtd_or_entities_is_refused(visit):
    import base64

    text = etree.tostring(visit.idp.signed(visit.request_id))
    evil = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + text
    assert problem_of(visit.post(base64.b64encode(evil).decode())) == "proof_invalid"


def test_a_transform_that_computes_is_refused_before_it_runs(visit):
    root = visit.idp.signed(visit.request_id)
    root.find(".//ds:Transform", NS).set("Algorithm", "http://www.w3.org/TR/1999/REC-xslt-19991116")
    assert problem_of(visit.post(root)) == "proof_invalid"


def test_sha1_signatures_are_refused(visit):
    visit.idp.method, visit.idp.digest = xmlsec.Transform.RSA_SHA1, xmlsec.Transform.SHA1
    assert problem_of(visit.come_back()) == "proof_invalid"


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("audience", "https://other.example"),
        ("audience", ""),
        ("recipient", "https://other.example/acs"),
        ("destination", "https://other.example/acs"),
        ("issuer", "https://other.example"),
        ("in_response_to", "_another"),
        ("lasts", timedelta(minutes=-10)),
        ("lasts", timedelta(days=400)),
        ("age", timedelta(minutes=30)),
        ("age", timedelta(minutes=-30)),
        ("name", ""),
        ("format", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"),
    ],
)
def test_an_assertion_for_others_or_another_time_is_refused(visit, fact, value):
    setattr(visit.idp, fact, value)
    assert problem_of(visit.come_back()) == "proof_invalid"
    assert who(visit.browser) is None


def test_a_recipient_that_merely_contains_our_address_is_refused(visit):
    visit.idp.recipient = f"https://evil.example/?{visit.idp.acs}"
    assert problem_of(visit.come_back()) == "proof_invalid"


def test_an_assertion_that_nobody_asked_for_is_refused(visit):
    root = visit.idp.signed(visit.request_id)
    assert problem_of(visit.post(root, state="")) == "state_mismatch"
    assert problem_of(visit.post(root, browser=Client())) == "state_mismatch"


def test_an_assertion_is_good_once(security, visit):
    root = visit.idp.signed(visit.request_id)
    kept = {name: morsel.value for name, morsel in visit.browser.cookies.items()}
    assert problem_of(visit.post(root)) == ""
    again = Client()
    for name, value in kept.items():
        again.cookies[name] = value
    assert problem_of(visit.post(root, browser=again)) == "proof_repeated"
    second = Visit(visit.provider)
    assert second.idp.assertion_id == visit.idp.assertion_id
    assert problem_of(second.come_back()) == "proof_repeated"


@pytest.mark.parametrize("text", ["", "not base64 !", "PGE+", "a" * 500_000, "PD94bWw="])
def test_nonsense_is_refused(visit, text):
    assert problem_of(visit.post(text)) == "proof_invalid"


def test_the_subject_may_be_an_attribute_and_groups_are_read(security):
    provider = add(
        security,
        settings={"subject_attribute": "oid", "groups_attribute": "groups"},
        role_map=[{"group": "heads", "role": "manager"}],
    )
    visit = Visit(provider)
    visit.idp.attributes |= {"oid": ["object-7"], "groups": ["heads", "others"]}
    assert problem_of(visit.come_back()) == ""
    assert FederatedIdentity.objects.get().subject == "object-7"
    assert set(visit.browser.get("/api/v1/session").json()["roles"]) == {"agent", "manager"}


def test_cve_2026_84458_an_address_outside_the_listed_domains_claims_nothing(security, visit):
    an_agent(email="victim@other.example")
    visit.idp.attributes["email"] = ["victim@other.example"]
    assert problem_of(visit.come_back()) == "address_in_use"


def test_trying_it_out_tells_until_when_the_certificate_is_good(security, visit):
    answer = security.post(f"{URL}/{visit.provider['id']}/test", {}).json()
    assert answer["ok"] is True
    assert "certificate" in [f["step"] for f in answer["findings"]]
