"""The portal's documents and their headers."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def built(tmp_path: Path, settings: Any) -> None:
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal" / "index.html").write_text("<!doctype html><div id=app></div>")
    settings.WEB_ROOT = tmp_path


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("address", ["/portal/", "/portal/t/some-token", "/portal/form"])
def test_each_page_is_the_built_document_with_its_own_policy(address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 200
    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Content-Type-Options"] == "nosniff"
    framed = address == "/portal/form"
    assert ("frame-ancestors *" in policy) is framed
    assert (response.get("X-Frame-Options") == "DENY") is not framed


@pytest.mark.usefixtures("built")
def test_a_missing_file_is_a_plain_404_and_a_mistyped_page_says_so() -> None:
    for address in ("/portal/assets/gone-1234.js", "/portal/nothing.css"):
        response = Client().get(address)
        assert (response.status_code, b"doctype" in response.content) == (404, False)
    response = Client().get("/portal/nowhere")
    assert (response.status_code, b"doctype" in response.content) == (404, True)


def test_a_portal_that_is_not_built_says_what_to_do(tmp_path: Path, settings: Any) -> None:
    settings.WEB_ROOT = tmp_path
    response = Client().get("/portal/")
    assert response.status_code == 503
    assert b"relaydesk up" in response.content
