"""Hostile bodies after the server's sanitising, as text: the browser test shows them in a page."""

import re

import pytest

from relaydesk.platform.html import sanitize
from tests.hostile_html import BODIES, EVIL

TAG = re.compile(r"<([a-z0-9]+)((?: [a-z-]+=\"[^\"]*\")*)>")
LOOSE = re.compile(r"<(?![a-z0-9]+(?: [a-z-]+=\"[^\"]*\")*>|/[a-z0-9]+>)")
ACTIVE = re.compile(
    r"(script|style|iframe|frame|object|embed|applet|form|input|button|textarea|select|svg|math|link|meta|base"
    r"|video|audio|source|track|template|noscript|body|marquee|canvas|dialog|portal)\Z"
)
SAFE_LINK = re.compile(r"(https?://|mailto:|tel:|/api/v1/(files|portal/files)/)", re.IGNORECASE)


def test_there_are_more_than_five_hundred() -> None:
    assert len(BODIES) >= 500


@pytest.mark.parametrize("start", range(0, len(BODIES), 50))
def test_nothing_active_and_nothing_that_loads_is_left(start: int) -> None:
    for body in BODIES[start : start + 50]:
        clean = sanitize(body)
        assert not LOOSE.search(clean), (body, clean)
        for name, attributes in TAG.findall(clean):
            assert not ACTIVE.match(name), (body, clean)
            for attribute, value in re.findall(r' ([a-z-]+)="([^"]*)"', attributes):
                assert not attribute.startswith("on"), (body, clean)
                assert attribute not in ("style", "srcset", "background", "poster", "id", "name", "class")
                if attribute == "href":
                    assert SAFE_LINK.match(value), (body, clean)
                if attribute == "src":
                    assert EVIL not in value.lower(), (body, clean)
                    assert not value.lower().startswith(("http", "//", "javascript", "data:image/svg"))


@pytest.mark.parametrize("start", range(0, len(BODIES), 50))
def test_cleaning_again_changes_nothing_more_ghsa_jpq8_j69f_mj98(start: int) -> None:
    for body in BODIES[start : start + 50]:
        once = sanitize(body)
        assert sanitize(once) == once, body
