import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import new_module
from tools.run import ROOT, Failure


def test_the_contracts_learn_of_the_module_right_above_its_neighbour() -> None:
    grown = new_module.add_to_contracts((ROOT / ".importlinter").read_text(), "insights", after="sla")
    contracts = configparser.ConfigParser()
    contracts.read_string(grown)
    layers = contracts["importlinter:contract:tiers"]["layers"].split("\n")
    assert layers.index("insights") + 1 == next(i for i, line in enumerate(layers) if "sla" in line.split())
    assert "relaydesk.insights" in contracts["importlinter:contract:doors"]["protected_modules"].split()
    assert "relaydesk.insights" in contracts["importlinter:contract:shape"]["containers"].split()


@pytest.mark.parametrize("name", ["Insights", "in", "my_module", "class", "工单", "../up"])
def test_a_name_that_is_no_glossary_word_is_refused(name: str) -> None:
    with pytest.raises(Failure, match="will not do"):
        new_module.work(name, after="portal")


def test_a_name_that_is_taken_is_refused() -> None:
    with pytest.raises(Failure, match="already"):
        new_module.work("tickets", after="portal")


@pytest.mark.slow
def test_a_new_module_passes_the_checks(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    ignore = shutil.ignore_patterns(
        ".git", ".venv", "frontend", "node_modules", "__pycache__", "web", ".*cache"
    )
    shutil.copytree(ROOT, copy, ignore=ignore)
    environment = {**os.environ, "PYTHONPATH": str(copy / "backend")}
    program = "import sys; from tools.commands import main; sys.exit(main(sys.argv[1:]))"

    def call(*command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)

    def check(*command: str) -> None:
        done = call(*command)
        assert done.returncode == 0, done.stdout + done.stderr

    check(sys.executable, "-c", program, "new-module", "insights", "--after", "realtime")
    made = "backend/relaydesk/insights"
    check(sys.executable, "-m", "ruff", "check", made)
    check(sys.executable, "-m", "ruff", "format", "--check", made)
    contracts = call(str(Path(sys.executable).with_name("lint-imports")), "--no-cache").stdout
    assert "Contracts: " in contracts
    assert "insights" not in contracts  # what other modules break is told by the check itself, not here
    check(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", made)
