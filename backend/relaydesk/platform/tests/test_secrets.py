"""Sealing and signing with the installation's key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaydesk.platform.secrets import SecretUnreadable, seal, sign, unseal, verify

OLD, NEW = "o" * 40, "n" * 40


@pytest.fixture
def keys(settings):
    def use(*given):
        settings.SECRET_KEY = "\n".join(given)

    use(OLD)
    return use


@given(st.text())
def test_what_is_sealed_is_unsealed(text):
    assert unseal(seal(text)) == text


def test_a_sealed_text_shows_nothing_and_never_looks_the_same(keys):
    assert "hunter2" not in seal("hunter2")
    assert seal("hunter2") != seal("hunter2")


def test_a_changed_text_is_refused(keys):
    sealed = seal("hunter2")
    for place in range(len(sealed)):
        changed = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
        try:
            assert unseal(changed) == "hunter2"  # the unused bits of the last character may differ
        except SecretUnreadable:
            continue


@pytest.mark.parametrize("text", ["", "v1", "v1..", "v2.00000000.aaaa", "v1.00000000.aaaa", "工单"])
def test_nonsense_is_refused(keys, text):
    with pytest.raises(SecretUnreadable):
        unseal(text)


def test_a_key_is_changed_by_putting_a_new_one_in_front(keys):
    sealed, signature = seal("hunter2"), sign("portal", "ticket 7")
    keys(NEW, OLD)
    assert unseal(sealed) == "hunter2"
    assert verify("portal", "ticket 7", signature)
    assert sign("portal", "ticket 7") != signature
    assert seal("x").split(".")[1] != sealed.split(".")[1]
    keys(NEW)
    with pytest.raises(SecretUnreadable):
        unseal(sealed)
    assert not verify("portal", "ticket 7", signature)


def test_a_signature_is_worth_nothing_for_another_purpose_or_message(keys):
    signature = sign("portal", "ticket 7")
    assert len(signature) == 27
    assert verify("portal", "ticket 7", signature)
    for purpose, message, given_signature in (
        ("survey", "ticket 7", signature),
        ("portal", "ticket 8", signature),
        ("portal", "ticket 7", signature[:-1]),
        ("portal", "ticket 7", ""),
        ("portal", "ticket 7", "é\ud800"),
    ):
        assert not verify(purpose, message, given_signature)


def test_a_short_key_is_refused(keys):
    keys("short")
    with pytest.raises(ValueError, match="32"):
        sign("portal", "x")
