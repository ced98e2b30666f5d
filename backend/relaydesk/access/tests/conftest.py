import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch):
    """Hash with little work: what is tested is what is asked for, not how long scrypt takes."""
    monkeypatch.setattr(ScryptPasswordHasher, "work_factor", 2**4)
