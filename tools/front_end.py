"""The built front end in backend/config/web: built when its sources changed, and only then."""

from pathlib import Path

from tools import node_environment
from tools.run import ROOT, Failure, digest, is_stamped, only_one, set_stamp, timed

FRONTEND = ROOT / "frontend"
BUILT = ROOT / "backend" / "config" / "web"
STAMP = BUILT / ".stamp"
NO_SOURCE = {"node_modules", "dist", "coverage", "tests", ".vite"}


def sources() -> list[Path]:
    """List the files that the built front end is made of."""
    found: list[Path] = []
    folders = [FRONTEND]
    while folders:
        for entry in folders.pop().iterdir():
            if (
                entry.is_symlink()
                or entry.name in NO_SOURCE
                or entry.name.endswith((".test.ts", ".test.tsx"))
            ):
                continue
            if entry.is_dir():
                folders.append(entry)
            elif not entry.name.endswith((".tsbuildinfo", ".md")):
                found.append(entry)
    return found


def ensure() -> None:
    """Build what is out of date.

    Raises:
        Failure: the build fails; what it said is above.
    """
    wanted = digest(sources())
    if is_stamped(STAMP, wanted):
        return
    node_environment.ensure()
    with only_one("front-end"), timed("building the front end"):
        STAMP.unlink(missing_ok=True)
        if node_environment.pnpm(["run", "build"], quiet=True) != 0:
            raise Failure("The front end could not be built; what the build said is above.")
        set_stamp(STAMP, wanted)
