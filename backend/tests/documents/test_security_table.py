"""The table of advisories names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
NAMED = re.compile(r"`(test_\w+)::(test_\w+)`")


def test_the_table_of_advisories_names_tests_that_exist() -> None:
    table = (ROOT / "docs/operate/security.md").read_text().partition("## Advisories of others")[2]
    named = set(NAMED.findall(table))
    assert len(named) > 60
    known = {
        (path.stem, name)
        for path in (ROOT / "backend").rglob("test_*.py")
        for name in re.findall(r"^\s*def (test_\w+)", path.read_text(), re.MULTILINE)
    }
    assert named - known == set()
