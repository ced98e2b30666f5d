"""What crosses the border of workbench: frozen dataclasses and enums."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class PartKind(StrEnum):
    """What an agent did to a ticket."""

    OPENED = "opened"
    WORKED = "worked"


class OwnList(StrEnum):
    """我的待办 · 我发起的 · 我处理的 · 抄送我的 · @我的."""

    TODO = "todo"
    OPENED = "opened"
    WORKED = "worked"
    WATCHED = "watched"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Entry:
    """A ticket on one of the lists; `at` is when it got there, `place` its key for the next page."""

    ticket_id: int
    at: datetime
    place: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """How a team stands; `capped` says that more tickets are open than were looked at."""

    open: int
    unassigned: int
    waiting: int
    due_hour: int
    overdue: int
    solved_today: int
    capped: bool
    oldest_number: str | None
    oldest_since: datetime | None


@dataclass(frozen=True, slots=True)
class OnDuty:
    """An agent of the team who is there; `load` counts the tickets that wait for his own work."""

    id: UUID
    name: str
    presence: str
    load: int
