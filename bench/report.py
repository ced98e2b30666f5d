"""The lines of a benchmark report, as a table and as JSON."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One measured operation at one size.

    `yardstick` is what plain PostgreSQL (or the empty answer) reached a second, `yardstick_cpu_ms` its CPU
    time for each; CPU figures are milliseconds for one operation.
    """

    name: str
    tickets: int
    per_second: float
    p50_ms: float
    p95_ms: float
    cpu_ms_application: float
    cpu_ms_database: float
    yardstick: float
    yardstick_cpu_ms: float

    def as_dict(self) -> dict[str, str | int | float]:
        """The line with its figures rounded to three places."""
        return {
            key: round(value, 3) if isinstance(value, float) else value for key, value in asdict(self).items()
        }


HEAD = (
    "operation",
    "tickets",
    "per s",
    "p50 ms",
    "p95 ms",
    "CPU app ms",
    "CPU db ms",
    "yardstick/s",
    "yardstick CPU ms",
)


def table(lines: list[Line]) -> str:
    """The report as a Markdown table."""
    rows = [HEAD, tuple("---" for _ in HEAD)]
    for line in lines:
        figures = (
            line.per_second,
            line.p50_ms,
            line.p95_ms,
            line.cpu_ms_application,
            line.cpu_ms_database,
            line.yardstick,
            line.yardstick_cpu_ms,
        )
        rows.append((line.name, f"{line.tickets:,}", *(f"{figure:.2f}" for figure in figures)))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
