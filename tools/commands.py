"""The verbs of `./relaydesk`."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tools import front_end, python_environment
from tools.run import ROOT, Failure, run, say

BACKEND = {"PYTHONPATH": os.pathsep.join([str(ROOT / "backend"), str(ROOT)])}


def main(arguments: Sequence[str]) -> int:
    """Run one verb; give its exit code."""
    options, rest = _parser().parse_known_args(arguments)
    if rest and not options.passes_on:
        _parser().error(f"unknown arguments: {' '.join(rest)}")
    try:
        return int(options.work(options, rest))
    except Failure as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./relaydesk",
        description="Relaydesk 接力工单. Sets up what it needs by itself; every verb takes --help.",
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, text: str, work: object, *, passes_on: bool = False) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=text, description=text, add_help=not passes_on)
        made.set_defaults(work=work, passes_on=passes_on)
        return made

    for name, text in (
        ("up", "run everything: web, worker, mail and database (--data --host --port --smtp-port --no-demo)"),
        ("token", "print a new API token for an account (EMAIL, --data)"),
        ("grant", "give an account a role (EMAIL, ROLE, --data)"),
        ("invite", "print a one-time link by which an account sets its password (EMAIL, --data)"),
        ("migrate", "bring the database up to date (--data)"),
        ("django", "run a command of Django (--data)"),
    ):
        verb(name, text, _program(name), passes_on=True)
    verb("bench", "measure it (--quick, --json FILE)", _bench, passes_on=True)
    verb("drill", "break it on purpose and count (NAME, for instance kill)", _drill, passes_on=True)
    verb("test", "everything, from nothing to a green run; further words go to pytest", _test, passes_on=True)
    check = verb("check", "linters, types, contracts, generated files", _check)
    check.add_argument("--fast", action="store_true", help="only what takes seconds")
    verb("fmt", "put the code into shape", _fmt)
    api = verb("api", "write the OpenAPI file and the TypeScript types", _api)
    api.add_argument("--check", action="store_true", help="only tell whether they are up to date")
    verb("setup", "install and build everything that development needs", _setup)
    verb("build", "make a wheel with the built front end in dist/", _build)
    verb("docs", "build the documentation into site/", _docs)
    verb("budgets", "report the sizes of files and functions", _budgets)
    module = verb(
        "new-module", "make the folder of a new module, in a shape that passes all checks", _new_module
    )
    module.add_argument("name", help="one lower-case word of the glossary")
    module.add_argument("--after", default="portal", help="the module below it in the tiers (portal)")
    return parser


def _program(name: str) -> object:
    """Hand a verb over to the program itself, in its environment and with the front end built."""

    def work(_options: argparse.Namespace, rest: list[str]) -> int:
        python = python_environment.ensure(development=False)
        if name == "up" and not {"-h", "--help"} & set(rest):
            front_end.ensure()
        environment = {**os.environ, **BACKEND}
        # Without kept byte code each start would compile hundreds of files anew, for seconds.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        sys.stdout.flush()
        # In our place: signals then reach the program itself, and its exit code is ours.
        os.execve(python, [str(python), "-m", "config.cli", name, *rest], environment)  # noqa: S606

    return work


def _module(name: str, rest: list[str]) -> int:
    python = python_environment.ensure(development=False)
    front_end.ensure()
    return run([python, "-m", name, *rest], cwd=Path.cwd(), env=BACKEND)


def _bench(_options: argparse.Namespace, rest: list[str]) -> int:
    return _module("bench", rest)


def _drill(_options: argparse.Namespace, rest: list[str]) -> int:
    return _module("bench.drills", rest)


def _test(_options: argparse.Namespace, rest: list[str]) -> int:
    from tools import whole_test

    return whole_test.work(rest)


def _check(options: argparse.Namespace, _rest: list[str]) -> int:
    from tools import checks

    return checks.work(fast=options.fast)


def _fmt(_options: argparse.Namespace, _rest: list[str]) -> int:
    from tools import checks

    return checks.fmt()


def _api(options: argparse.Namespace, _rest: list[str]) -> int:
    from tools import openapi

    return openapi.work(only_check=options.check)


def _setup(_options: argparse.Namespace, _rest: list[str]) -> int:
    python_environment.ensure(development=True)
    front_end.ensure()
    say("everything is set up")
    return 0


def _build(_options: argparse.Namespace, _rest: list[str]) -> int:
    from tools import wheel

    return wheel.work()


def _docs(_options: argparse.Namespace, _rest: list[str]) -> int:
    python = python_environment.ensure(development=True)
    return run([python, "-m", "mkdocs", "build", "--strict", "--quiet"], env={"NO_MKDOCS_2_WARNING": "1"})


def _budgets(_options: argparse.Namespace, _rest: list[str]) -> int:
    from tools import budgets

    return budgets.work()


def _new_module(options: argparse.Namespace, _rest: list[str]) -> int:
    from tools import new_module

    return new_module.work(options.name, after=options.after)
