"""The documents say what the code does, and their links lead somewhere."""

import ast
import re
from pathlib import Path

import pytest

from config.modules import MODULES

ROOT = Path(__file__).resolve().parents[3]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "backend").rglob("README.md")])
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def names_read(path: Path) -> set[str]:
    """The names of environment variables that a file asks for."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func)
            if called in ("get", "os.environ.get", "os.getenv"):
                found.add(str(node.args[0].value))
    return found


def test_every_setting_is_documented_and_no_other() -> None:
    config = ROOT / "backend" / "config"
    read = names_read(config / "env.py") | names_read(config / "keys.py")
    text = (ROOT / "docs" / "operate" / "settings.md").read_text()
    documented = set(re.findall(r"^\| `([A-Z0-9_]+)` \|", text, re.MULTILINE))
    assert documented == read
    assert len(read) > 8


def test_the_environment_is_read_in_few_places() -> None:
    allowed = {"config/env.py", "config/keys.py", "config/cli.py", "config/supervisor/up.py"}
    readers = {
        str(path.relative_to(ROOT / "backend"))
        for path in (ROOT / "backend").rglob("*.py")
        if "tests" not in path.parts
        and path.name != "conftest.py"
        and any(name.startswith("RELAYDESK_") for name in names_read(path))
    }
    assert readers - allowed <= {"relaydesk/platform/secrets.py"}


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ +(.+?)\s*$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(CODE.sub("", page.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), f"{page.name} → {target}"
        if anchor and there.suffix == ".md":
            assert anchor in anchors(there), f"{page.name} → {target}"


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_on_one_screen_what_it_is(module: str) -> None:
    page = ROOT / "backend" / "relaydesk" / module / "README.md"
    assert page.is_file()
    assert 5 <= len(page.read_text().splitlines()) <= 70


def test_every_page_of_the_site_is_in_its_menu() -> None:
    menu = (ROOT / "mkdocs.yml").read_text()
    for page in (ROOT / "docs").rglob("*.md"):
        relative = str(page.relative_to(ROOT / "docs"))
        assert relative in menu or relative.startswith(("adr/", "subsystems/")), relative


def test_documents_name_no_machine_and_no_registry() -> None:
    wrong = re.compile(r"/home/\w+|/root/|pypi\.org|npmjs\.(com|org)|docker\.io")
    assert [str(page.relative_to(ROOT)) for page in PAGES if wrong.search(page.read_text())] == []


def test_the_architecture_page_draws_the_tiers_that_the_build_enforces() -> None:
    contract = (ROOT / ".importlinter").read_text()
    layers = contract.split("layers =")[1].split("exhaustive")[0].split()
    drawn = (ROOT / "ARCHITECTURE.md").read_text().split("## Tiers")[1].split("```")[1]
    places = [drawn.index(f" {name} ") for name in layers if name != "|"]
    assert places == sorted(places)
    assert set(layers) - {"|"} == set(MODULES)


def test_the_table_of_shortcuts_is_the_one_of_the_desk() -> None:
    source = (ROOT / "frontend/packages/ui/src/shortcuts/table.ts").read_text()
    rows = re.findall(r'\{ id: "\w+", keys: \[([^\]]*)\], typing: \[([^\]]*)\]', source)
    combos = [set(re.findall(r'"([^"]+)"', keys + typing)) for keys, typing in rows]
    page = (ROOT / "docs/use/agents.md").read_text()
    lines = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    shown = [{key.replace("Ctrl", "Mod") for key in re.findall(r"`([^`]+)`", line)} for line in lines]
    assert len(rows) > 15
    assert shown == combos
