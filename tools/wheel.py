"""`build`: one wheel with the built front end inside, for machines that have only pip."""

from tools import front_end, python_environment
from tools.run import ROOT, Word, must, say

DIST = ROOT / "dist"


def work() -> int:
    """Build the wheel into dist/."""
    python = python_environment.ensure(development=True)
    front_end.ensure()
    DIST.mkdir(exist_ok=True)
    # Without isolation: the build tool is among the locked requirements, so nothing unpinned is fetched.
    command: list[Word] = [python, "-m", "build", "--wheel", "--no-isolation", "--outdir", DIST, ROOT]
    must(command, "The wheel could not be built")
    newest = max(DIST.glob("*.whl"), key=lambda path: path.stat().st_mtime)
    say(f"built {newest.relative_to(ROOT)} ({newest.stat().st_size / 1e6:.1f} MB)")
    return 0
