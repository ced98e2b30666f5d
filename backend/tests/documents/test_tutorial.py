"""The tutorial is true: its code is written into a copy of the tree, checked, and its tests are run there."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config.env import ENV

ROOT = Path(__file__).resolve().parents[3]
BLOCK = re.compile(
    r'^```(?P<language>\w+) title="(?P<title>[^"]+)"\n(?P<code>.*?)^```$', re.MULTILINE | re.DOTALL
)
TOOLS = Path(sys.executable).parent
LEFT_OUT = shutil.ignore_patterns("__pycache__", "web", "*.pyc", ".hypothesis")


@dataclass(frozen=True)
class Block:
    """One block of code with the place it belongs to."""

    path: str
    how: str
    code: str

    def write(self, tree: Path) -> None:
        target = tree / self.path
        if self.how == "":
            assert not target.exists(), f"{self.path} exists: the tutorial must say how to change it"
            target.write_text(self.code)
            return
        text = target.read_text()
        if self.how == "add at the end":
            text = f"{text.rstrip()}\n\n\n{self.code}"
        elif self.how == "add to the imports":
            text = re.sub(r"^from relaydesk", f"{self.code}from relaydesk", text, count=1, flags=re.MULTILINE)
        else:
            assert self.how == "a line in the table of tickets"
            text = re.sub(r"(## Tickets .*?\|\n)(\n)", rf"\1{self.code}\2", text, count=1, flags=re.DOTALL)
        assert self.code in text
        target.write_text(text)


def blocks() -> list[Block]:
    page = (ROOT / "docs" / "tutorials" / "add-a-feature.md").read_text()
    found = []
    for match in BLOCK.finditer(page):
        path, _, how = match["title"].partition(": ")
        found.append(Block(path, how, match["code"]))
    return found


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree with the code of the tutorial in it."""
    copy = tmp_path_factory.mktemp("tutorial") / "tree"
    copy.mkdir()
    for name in ("backend", "tools", "docs", "frontend/packages/ui/src/shortcuts"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, copy / name, ignore=LEFT_OUT)
    for name in ("pyproject.toml", ".importlinter", *(page.name for page in ROOT.glob("*.md"))):
        shutil.copy(ROOT / name, copy / name)
    for block in blocks():
        block.write(copy)
    changed = sorted({block.path for block in blocks() if block.path.endswith(".py")})
    run(copy, "ruff", "check", "--quiet", "--select", "I", "--fix", *changed)  # what `./relaydesk fmt` does
    run(copy, "ruff", "format", "--quiet", *changed)
    return copy


def run(tree: Path, *command: str, codes: tuple[int, ...] = (0,), **environment: str) -> str:
    """Run a tool in the copy; a failure shows what it said."""
    done = subprocess.run(
        [str(TOOLS / command[0]), *command[1:]],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree / "backend"), **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode in codes, f"{' '.join(command)}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def test_the_tutorial_has_every_part_of_a_feature() -> None:
    paths = [block.path for block in blocks()]
    for part in ("GLOSSARY.md", "/rules/", "/events.py", "/actions/", "/http/routes.py", "/tests/"):
        assert any(part in path for path in paths), part


def test_new_files_of_the_tutorial_are_shaped_as_the_formatter_shapes_them(tree: Path) -> None:
    for block in blocks():
        if block.how == "" and block.path.endswith(".py"):
            assert (tree / block.path).read_text() == block.code, block.path


@pytest.mark.slow
def test_the_linters_have_nothing_to_say(tree: Path) -> None:
    run(tree, "ruff", "check", *sorted({b.path for b in blocks() if b.path.endswith(".py")}))


@pytest.mark.slow
def test_the_import_contracts_have_nothing_against_the_new_files(tree: Path) -> None:
    said = run(tree, "lint-imports", "--no-cache", codes=(0, 1))
    assert "Contracts:" in said
    for block in blocks():
        if block.how == "" and block.path.endswith(".py"):
            assert Path(block.path).stem not in said, block.path


@pytest.mark.slow
@pytest.mark.usefixtures("django_db_setup")
def test_the_tests_that_the_reader_writes_pass(tree: Path) -> None:
    tests = [block.path for block in blocks() if "/tests/" in block.path]
    database = urlsplit(ENV.database_url)._replace(path="/tutorial").geturl()
    said = run(tree, "pytest", "-q", "--create-db", "-p", "no:cacheprovider", *tests, DATABASE_URL=database)
    assert re.search(r"\b\d+ passed", said), said
    assert "failed" not in said
