"""CPU time of an instance, split into application and database, read from /proc."""

import os
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class CpuTime:
    """CPU seconds since the instance started."""

    application: float
    database: float

    def since(self, earlier: "CpuTime") -> "CpuTime":
        """What was used between `earlier` and this reading."""
        return CpuTime(self.application - earlier.application, self.database - earlier.database)


@dataclass(frozen=True, slots=True)
class Process:
    """One process: `own` and `children` in CPU seconds (`children`: those already waited for)."""

    pid: int
    parent: int
    name: str
    own: float
    children: float


def _processes() -> dict[int, Process]:
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            text = (folder / "stat").read_text()
        except OSError:
            continue
        name = text[text.index("(") + 1 : text.rindex(")")]
        rest = text[text.rindex(")") + 2 :].split()
        own = (int(rest[11]) + int(rest[12])) / TICKS
        children = (int(rest[13]) + int(rest[14])) / TICKS
        found[int(folder.name)] = Process(int(folder.name), int(rest[1]), name, own, children)
    return found


def descendants(root: int) -> list[Process]:
    """All living processes below `root`, without `root` itself."""
    everyone = _processes()
    below: list[Process] = []
    waiting = [root]
    while waiting:
        parent = waiting.pop()
        mine = [process for process in everyone.values() if process.parent == parent]
        below += mine
        waiting += [process.pid for process in mine]
    return below


def cpu_time(root: int) -> CpuTime:
    """The CPU time of everything that `root`, the supervisor, has started."""
    application = database = 0.0
    for process in descendants(root):
        spent = process.own + process.children
        if process.name.startswith("postgres"):
            database += spent
        else:
            application += spent
    return CpuTime(application, database)


def proportional_memory(root: int) -> int:
    """Memory of everything below `root` in KiB, shared pages counted once (PSS)."""
    total = 0
    for process in descendants(root):
        try:
            lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total
