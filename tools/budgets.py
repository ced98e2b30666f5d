"""The sizes of files and functions, as architecture.md section 13 sets them: a smoke alarm."""

import ast
import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.run import ROOT, say

FRONT_END = (".ts", ".tsx")
GENERATED = ("schema.d.ts",)


@dataclass(frozen=True)
class Budget:
    """Lines: what is aimed at, and what fails the check."""

    median: int
    p95: int
    maximum: int


FILES = {"back end": Budget(70, 250, 500), "front end": Budget(60, 200, 500)}
FUNCTIONS = Budget(12, 35, 60)
# Split a clear file to please a script and the script has won. What is larger for a reason is named here.
EXCEPTIONS: dict[str, str] = {}


def work() -> int:
    """Print the report; give 1 when a file or function is beyond the maximum."""
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT, capture_output=True, text=True, check=False,
    ).stdout.splitlines()  # fmt: skip
    paths = [ROOT / name for name in tracked if (ROOT / name).is_file()]
    python = [path for path in paths if path.suffix == ".py" and _is_product(path)]
    scripts = [path for path in paths if path.suffix in FRONT_END and path.name not in GENERATED]
    scripts = [path for path in scripts if _is_product(path)]
    too_large = [
        *_report("back end", {_name(path): _lines(path) for path in python}, FILES["back end"], "files"),
        *_report("front end", {_name(path): _lines(path) for path in scripts}, FILES["front end"], "files"),
        *_report("back end", functions(python), FUNCTIONS, "functions"),
    ]
    for name, lines in too_large:
        say(f"too long: {name} has {lines} lines")
    return 1 if too_large else 0


def _is_product(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return parts[0] in {"backend", "frontend", "tools", "bench"} and not {"migrations", "tests"} & set(parts)


def functions(paths: list[Path]) -> dict[str, int]:
    """Give the length of each function, docstring not counted."""
    found = {}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                documented = ast.get_docstring(node, clean=False)
                hidden = 0 if documented is None else documented.count("\n") + 1
                found[f"{_name(path)}:{node.lineno} {node.name}"] = (
                    (node.end_lineno or node.lineno) - node.lineno + 1 - hidden
                )
    return found


def _report(side: str, sizes: dict[str, int], budget: Budget, what: str) -> list[tuple[str, int]]:
    if not sizes:
        return []
    ordered = sorted(sizes.values())
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    median = statistics.median(ordered)
    mark = "" if median <= budget.median and p95 <= budget.p95 else "   over budget"
    say(
        f"budget, {side}, lines of {len(ordered)} {what}: median {median:.0f} (≤ {budget.median}), "
        f"p95 {p95} (≤ {budget.p95}), longest {ordered[-1]} (≤ {budget.maximum}){mark}"
    )
    return [
        (name, lines)
        for name, lines in sizes.items()
        if lines > budget.maximum and name.split(":")[0] not in EXCEPTIONS
    ]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n")
