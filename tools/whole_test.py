"""`test`: from nothing to a green run. Pytest's closing line is the last that it prints."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import checks, front_end, node_environment, python_environment
from tools.run import ROOT, Failure, run, say, timed

# The first that is there is taken (backend/tests/browser/conftest.py). It is the same engine without the
# windows around it, which nobody sees here: that spares a quarter of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHINESE_FONTS = "fonts-noto-cjk"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")


def work(rest: list[str]) -> int:
    """Check, then test the front end, then everything else by pytest.

    Args:
        rest: further words for pytest; with them only pytest runs.

    Returns:
        0 when all is green.
    """
    python = python_environment.ensure(development=True)
    ensure_browser()
    front_end.ensure()
    node_environment.ensure()
    codes = []
    if not rest:
        codes.append(checks.work(before_tests=True))
        with timed("front-end tests"):
            codes.append(node_environment.pnpm(["run", "test"], quiet=True))
    environment = {"PYTHONPATH": os.pathsep.join([str(ROOT / "backend"), str(ROOT)])}
    sys.stdout.flush()
    # Two processes, each with a server of its own; the files of tests are dealt out whole, the longest first.
    words = rest or ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    pytest = run([python, "-m", "pytest", "-q", *words], env=environment)
    return max([*codes, pytest], key=abs)


def ensure_browser() -> None:
    """See that there is a browser for the browser tests, with letters for Chinese.

    Raises:
        Failure: there is none, and we may not install one.
    """
    missing = [] if any(map(shutil.which, BROWSERS)) else [_browser_package()]
    if not _has_chinese_fonts():
        missing.append(CHINESE_FONTS)
    if not missing:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Failure(
            f"The browser tests need: {', '.join(missing)}. On Debian: apt-get install {' '.join(missing)}"
        )
    say(f"installing for the browser tests: {', '.join(missing)}")
    python_environment.apt_install(missing)


def _browser_package() -> str:
    """The light one, where the system has it."""
    lists = shutil.which("apt-cache")
    if lists is None:
        return "chromium"
    known = subprocess.run([lists, "show", BROWSERS[0]], capture_output=True, check=False)
    return BROWSERS[0] if known.returncode == 0 else "chromium"


def _has_chinese_fonts() -> bool:
    return any(
        next(Path(folder).rglob("*CJK*"), None) is not None
        for folder in FONT_FOLDERS
        if Path(folder).is_dir()
    )
