"""The pure rules of federation, whatever comes in."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaydesk.access.rules.federation.admission import check_may_create, may_claim
from relaydesk.access.rules.federation.kinds import Proof, ProviderKind
from relaydesk.access.rules.federation.mapping import PRIVILEGED, allowed_roles, first_part, targets
from relaydesk.access.rules.federation.refusals import SignInRefused
from relaydesk.access.rules.federation.return_path import return_path
from relaydesk.access.rules.scim.errors import ScimError
from relaydesk.access.rules.scim.filters import holds, parse
from relaydesk.access.rules.scim.patches import apply

REALMS = {
    "agent": "business",
    "manager": "business",
    "a": "system",
    "a2": "system",
    "s": "security",
    "u": "audit",
}
roles = st.sets(st.sampled_from([*REALMS, "unknown"]))


@settings(deadline=None)
@given(wanted=roles, held=roles)
def test_whatever_the_groups_say_nobody_comes_to_two_administrations(wanted, held):
    others = {REALMS[r] for r in held if REALMS.get(r) in PRIVILEGED}
    found = allowed_roles(wanted, realm_of=REALMS, held_otherwise=held)
    given_ = {REALMS[r] for r in found.roles if REALMS[r] in PRIVILEGED}
    assert len(given_) <= 1
    if len(others) <= 1:
        assert len(given_ | others) <= 1
    assert found.roles <= wanted
    assert found.roles | found.refused == {r for r in wanted if r in REALMS}


@settings(deadline=None)
@given(text=st.text(max_size=60))
def test_after_a_sign_in_every_path_lies_in_the_desk_or_is_our_consent_page(text):
    for wanted in (text, f"/desk/{text}", f"/oauth/authorize?{text}"):
        found = return_path(wanted)
        assert found.startswith(("/desk/", "/oauth/authorize?"))
        assert not {"\r", "\n", "\\", "\0"} & set(found)
        assert "//" not in found
        assert ".." not in found


@settings(deadline=None)
@given(
    kind=st.sampled_from(ProviderKind),
    verified=st.sampled_from([True, False, None]),
    ruled=st.booleans(),
    creates=st.booleans(),
)
def test_an_address_counts_only_where_it_is_verified_or_the_provider_rules_its_domain(
    kind, verified, ruled, creates
):
    proof = Proof(issuer="i", subject="s", email="a@corp.example", email_verified=verified)
    domains = ["corp.example"] if ruled else ["example", "xcorp.example"]
    claims = may_claim(proof, kind=kind, domains=domains)
    assert not claims or (ruled and verified is not False)
    assert not (claims and kind is ProviderKind.OIDC) or verified is True
    try:
        check_may_create(proof, creates=creates, domains=domains)
        made = True
    except SignInRefused:
        made = False
    assert made == (creates and (verified is True or (ruled and verified is None)))


def test_groups_are_known_by_name_or_by_distinguished_name_whatever_their_case():
    rows = [{"group": "Service Desk", "role": "agent"}, {"group": "CN=Heads,DC=x", "role": "manager"}]
    assert targets(rows, {"cn=service desk,ou=g,dc=x"}, "role") == {"agent"}
    assert targets(rows, {"cn=heads,dc=x"}, "role") == {"manager"}
    assert targets(rows, {"heads"}, "role") == frozenset()
    assert first_part("a, b") == "a, b"


@settings(deadline=None)
@given(text=st.text(max_size=80))
def test_every_text_is_a_filter_or_is_refused(text):
    resource = {"userName": "a", "emails": [{"value": "x", "type": "work"}], "active": True}
    for given_ in (text, f'userName eq "{text}"', f"active {text} true", f"({text})"):
        with suppress(ScimError):
            assert holds(parse(given_), resource) in (True, False)


KNOWN_PATHS = ['emails[type eq "work"].value', "members", "name.x"]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(
    word=st.sampled_from(["add", "Replace", "remove", "x"]),
    path=st.none() | st.text(max_size=30) | st.sampled_from(KNOWN_PATHS),
    value=json_values,
)
def test_every_patch_is_applied_or_refused_and_the_original_stays(word, path, value):
    resource = {"userName": "a", "emails": [{"value": "x", "type": "work"}], "name": {"formatted": "n"}}
    before = repr(resource)
    with suppress(ScimError):
        apply(resource, [{"op": word, "path": path, "value": value}])
    assert repr(resource) == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('userName eq "A" and (active eq false or emails.type eq "WORK")', True),
        ('emails[type eq "home"]', False),
        ("title pr", False),
        ('userName ne "b"', True),
        ('userName gt "Z"', False),
    ],
)
def test_filters_mean_what_the_rfc_says(text, expected):
    resource = {"userName": "a", "emails": [{"value": "x", "type": "work"}], "active": True}
    assert holds(parse(text), resource) is expected
