"""`check` and `fmt`: what must hold before a change lands."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools import budgets, node_environment, openapi, python_environment
from tools.run import ROOT, run, say

PYTHON_CODE = ["backend", "tools", "bench"]
BACKEND = {"PYTHONPATH": str(ROOT / "backend")}


@dataclass(frozen=True)
class Step:
    """One check. `fast` ones run with --fast too; what is `tested` pytest tells as well."""

    name: str
    work: Callable[[], int]
    fast: bool = False
    tested: bool = False


def steps(python: Path) -> list[Step]:
    """List the checks in the order in which they run: cheap ones first."""

    def module(*words: str) -> Callable[[], int]:
        return lambda: run([python, "-m", *words], env=BACKEND, quiet=True)

    def pnpm(*words: str) -> Callable[[], int]:
        return lambda: node_environment.pnpm(list(words), quiet=True)

    return [
        Step("ruff: lint", module("ruff", "check", *PYTHON_CODE), fast=True),
        Step("ruff: format", module("ruff", "format", "--check", *PYTHON_CODE), fast=True),
        Step("import contracts", lambda: _contracts(python), fast=True),
        Step(
            "architecture tests",
            module("pytest", "-q", "-x", "backend/tests/architecture"),
            fast=True,
            tested=True,
        ),
        Step("mypy: strict", module("mypy", "backend/relaydesk", "backend/config", "bench")),
        Step("mypy: tools", module("mypy", "tools")),
        Step("migrations match the models", lambda: _migrations(python), tested=True),
        Step("OpenAPI file and types", lambda: openapi.work(only_check=True)),
        Step("front end: lint", pnpm("run", "lint"), fast=True),
        Step("front end: types", pnpm("run", "typecheck"), fast=True),
        Step("budgets", budgets.work, fast=True),
    ]


def work(*, fast: bool = False, before_tests: bool = False) -> int:
    """Run the checks; give 1 when one fails. All run, so that one look shows all that is wrong.

    Args:
        fast: only the quick ones.
        before_tests: pytest follows with all tests: what these tell is left to them.
    """
    python = python_environment.ensure(development=True)
    node_environment.ensure()
    failed = []
    for step in steps(python):
        if (fast and not step.fast) or (before_tests and step.tested):
            continue
        started = time.monotonic()
        ok = step.work() == 0
        say(f"{'ok  ' if ok else 'FAIL'} {step.name} ({time.monotonic() - started:.1f} s)")
        if not ok:
            failed.append(step.name)
    if failed:
        say(f"check failed: {', '.join(failed)}")
    return 1 if failed else 0


def fmt() -> int:
    """Bring Python and front-end code into shape."""
    python = python_environment.ensure(development=True)
    node_environment.ensure()
    codes = [
        run([python, "-m", "ruff", "check", "--fix", "--quiet", *PYTHON_CODE]),
        run([python, "-m", "ruff", "format", "--quiet", *PYTHON_CODE]),
        node_environment.pnpm(["run", "fmt"], quiet=True),
    ]
    return max(codes)


def _contracts(python: Path) -> int:
    return run([python.with_name("lint-imports"), "--no-cache"], env=BACKEND, quiet=True)


def _migrations(python: Path) -> int:
    env = {
        **BACKEND,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "postgresql://nowhere.invalid/none",
    }
    return run(
        [python, "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"],
        env=env,
        quiet=True,
    )
