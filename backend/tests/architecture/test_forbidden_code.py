"""What our code must not do at all: the advisories whose lesson is that a thing should not exist."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PRODUCT = (ROOT / "backend" / "relaydesk", ROOT / "backend" / "config")
SCREENS = (ROOT / "frontend" / "apps", ROOT / "frontend" / "features", ROOT / "frontend" / "packages")
LOOKUPS = {"filter", "exclude", "get", "Q", "annotate", "aggregate", "order_by"}
# Programs that are started: PostgreSQL's own, and a child of ours with limits; no request says which.
STARTERS = {
    "relaydesk/platform/limited.py",
    "relaydesk/platform/embedded_database/account.py",
    "relaydesk/platform/embedded_database/processes.py",
    "relaydesk/platform/embedded_database/server.py",
}
# Modules are imported by name from lists in the code, attributes read by the names of our own dataclasses.
BY_NAME = {
    "relaydesk/platform/limited.py",
    "relaydesk/platform/application.py",
    "config/supervisor/up.py",
    "config/urls.py",
}
# Each of these cleans what it shows, or shows it in a frame without scripts.
SINKS = {
    "apps/portal/src/html.ts",
    "apps/portal/src/ticket/thread.tsx",
    "features/channels/src/MailPreview.tsx",
    "packages/ui/src/MailBody.tsx",
    "packages/ui/src/mailHtml.ts",
}
SINK = re.compile(
    r"dangerouslySetInnerHTML|innerHTML|outerHTML|srcDoc|insertAdjacentHTML|document\.write|\beval\("
)


@lru_cache(maxsize=1)
def trees() -> dict[str, ast.Module]:
    """The product's code by its path below `backend`, without tests."""
    files = [path for folder in PRODUCT for path in folder.rglob("*.py") if "tests" not in path.parts]
    return {str(path.relative_to(ROOT / "backend")): ast.parse(path.read_text()) for path in files}


@lru_cache(maxsize=1)
def nodes() -> list[tuple[str, ast.AST]]:
    """All of it, walked once."""
    return [(file, node) for file, tree in trees().items() for node in ast.walk(tree)]


@lru_cache(maxsize=1)
def calls() -> list[tuple[str, ast.Call, str]]:
    """Every call with its file and the last part of its name."""
    return [
        (file, node, node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
        for file, node in nodes()
        if isinstance(node, ast.Call)
    ]


def imported() -> Iterator[tuple[str, str]]:
    """Every imported module with the file that imports it."""
    for file, node in nodes():
        if isinstance(node, ast.Import):
            yield from ((file, one.name) for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield file, node.module
            yield from ((file, f"{node.module}.{one.name}") for one in node.names)


def screen_files() -> list[Path]:
    return [
        path
        for folder in SCREENS
        for path in folder.rglob("*.ts*")
        if "node_modules" not in path.parts and ".test." not in path.name
    ]


def test_the_code_is_found() -> None:
    assert len(trees()) > 500
    assert len(screen_files()) > 300


def test_cve_2025_64459_no_dictionary_from_outside_becomes_a_lookup() -> None:
    wrong = [
        f"{file}:{node.lineno}"
        for file, node, name in calls()
        if name in LOOKUPS and isinstance(node.func, ast.Attribute | ast.Name)
        for keyword in node.keywords
        if keyword.arg is None and not isinstance(keyword.value, ast.Dict)
    ]
    assert wrong == []


def test_cve_2025_54366_cve_2026_22248_nothing_is_deserialised_into_objects() -> None:
    unsafe = {"pickle", "cPickle", "dill", "marshal", "shelve", "jsonpickle", "yaml"}
    assert [(file, name) for file, name in imported() if name.partition(".")[0] in unsafe] == []
    assert [file for file, _, name in calls() if name in ("eval", "exec")] == []


def test_cve_2024_29185_cve_2025_48390_cve_2026_74997_no_shell_and_few_programs() -> None:
    starts = {file for file, name in imported() if name.partition(".")[0] == "subprocess"}
    assert starts <= STARTERS
    shells = {"system", "popen", "spawnlp", "getoutput", "getstatusoutput", "create_subprocess_shell"}
    assert [f"{file}:{node.lineno}" for file, node, name in calls() if name in shells] == []
    with_shell = [
        f"{file}:{node.lineno}"
        for file, node, _ in calls()
        for keyword in node.keywords
        if keyword.arg == "shell"
    ]
    assert with_shell == []


def test_cve_2023_46726_cve_2024_37149_no_setting_names_code() -> None:
    names = ("import_module", "__import__", "import_string", "run_path", "run_module")
    assert {file for file, _, name in calls() if name in names} <= BY_NAME


def test_cve_2024_33667_no_name_from_a_request_picks_a_method() -> None:
    """An attribute is read by a variable name only of our own classes, and never called there."""
    wrong = [
        f"{file}:{node.lineno}"
        for file, node, _ in calls()
        if isinstance(node.func, ast.Call)
        and getattr(node.func.func, "id", "") == "getattr"
        and not isinstance(node.func.args[1], ast.Constant)
        and "/http/" in file
    ]
    assert wrong == []


def test_cve_2026_41193_no_archive_is_unpacked() -> None:
    unpack = {"extractall", "unpack_archive"}
    assert [f"{file}:{node.lineno}" for file, node, name in calls() if name in unpack] == []
    assert [file for file, name in imported() if name.partition(".")[0] == "tarfile"] == []


def test_cve_2026_22200_nothing_renders_pages_on_the_server() -> None:
    renderers = r"(?im)^(weasyprint|pdfkit|xhtml2pdf|reportlab|playwright|selenium|pyppeteer|imgkit)\b"
    assert re.findall(renderers, (ROOT / "requirements.txt").read_text()) == []


def test_cve_2026_53594_ghsa_9ph7_f3hc_95gg_no_route_takes_a_path_of_a_file() -> None:
    """The three patterns that take any path answer with one page, whatever it is."""
    found = {
        file
        for file, node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "<path:" in node.value
    }
    assert found == {
        "relaydesk/platform/http/pages.py",
        "relaydesk/access/http/scim/pages.py",
        "relaydesk/portal/http/pages.py",
    }


def test_cve_2021_21440_no_private_key_is_in_what_we_hand_out() -> None:
    listed = subprocess.run(
        ["/usr/bin/git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    if listed.returncode:
        pytest.skip("not a checkout of git")
    sign = "PRIVATE " + "KEY-----"
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    assert [str(f) for f in files if f.is_file() and f.suffix in (".pem", ".key", ".p12", ".pfx")] == []
    texts = [f for f in files if f.suffix in (".py", ".ts", ".tsx", ".json", ".md", ".yml", ".toml", ".txt")]
    begin = f"-----BEGIN {sign}"
    assert [str(f) for f in texts if f.is_file() and begin in f.read_text(errors="replace")] == []


def test_cve_2020_12629_names_that_administrators_give_are_never_markup() -> None:
    """React writes text as text; markup is made in few files, from what was cleaned before."""
    found = {
        str(path.relative_to(ROOT / "frontend")) for path in screen_files() if SINK.search(path.read_text())
    }
    assert found <= SINKS
