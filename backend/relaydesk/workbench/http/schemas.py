"""What the work bench and the wallboard answer."""

from datetime import datetime
from uuid import UUID

from relaydesk.platform.http.schemas import Out


class BenchCount(Out):
    """How many unfinished tickets are on a list; `capped` when there are more."""

    count: int
    capped: bool


class BenchCounts(Out):
    """The counts of 我的待办, 我发起的, 我处理的, 抄送我的 and @我的."""

    lists: dict[str, BenchCount]


class BenchStatus(Out):
    """A status as rows show it."""

    key: str
    name: str
    name_en: str
    category: str


class BenchTimeLeft(Out):
    """Working minutes, at the instant `at`, until the next due instant; `counting` while they pass."""

    minutes: int
    counting: bool
    at: datetime


class BenchTicket(Out):
    """A ticket on a list. What a role hides from the reader is null or empty."""

    number: str
    subject: str
    status: BenchStatus
    priority: str
    requester: str
    assignee: str | None
    team: str | None
    updated_at: datetime
    next_due_at: datetime | None
    time_left: BenchTimeLeft | None


class BenchEntry(Out):
    """An entry of a list; `at` is when the ticket got there."""

    at: datetime
    ticket: BenchTicket


class BoardName(Out):
    """A team whose wallboard one may see."""

    id: UUID
    name: str
    name_en: str


class BoardList(Out):
    """The wallboards one may see."""

    items: list[BoardName]


class BoardAgent(Out):
    """An agent who is there, with how many tickets wait for his own work."""

    id: UUID
    name: str
    presence: str
    load: int


class BoardOldest(Out):
    """The ticket that nobody has touched for the longest while it is our turn."""

    number: str
    since: datetime


class BoardScore(Out):
    """The satisfaction of the last seven days, 1 to 5; `average` is null without answers."""

    answers: int
    average: float | None


class Wallboard(Out):
    """How a team stands at `at`. `capped`: more tickets are open than were looked at.

    What tells of a field that a role hides from the reader is null, and the agents then are left out.
    """

    team: BoardName
    at: datetime
    open: int
    unassigned: int | None
    waiting: int
    due_hour: int | None
    overdue: int | None
    solved_today: int
    capped: bool
    oldest: BoardOldest | None
    agents: list[BoardAgent]
    satisfaction: BoardScore | None
