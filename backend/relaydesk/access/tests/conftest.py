import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher

from relaydesk.access.testing import a_security_administrator, client_of
from relaydesk.access.tests.fake_oidc import fake_provider


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch):
    """Hash with little work: what is tested is what is asked for, not how long scrypt takes."""
    monkeypatch.setattr(ScryptPasswordHasher, "work_factor", 2**4)


@pytest.fixture
def security(db):
    """The API as a security administrator calls it."""
    return client_of(a_security_administrator())


@pytest.fixture
def idp():
    """A provider of OpenID Connect that runs while the test does."""
    with fake_provider() as found:
        yield found
