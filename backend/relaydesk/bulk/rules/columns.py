"""The columns of an exported list: their headings, and what of a row they show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

Row = Mapping[str, Any]
CHANNELS = {
    "email": ("邮件", "E-mail"),
    "form": ("网页表单", "Web form"),
    "phone": ("电话", "Telephone"),
    "api": ("接口", "API"),
    "desk": ("工作台", "Desk"),
}
YES_NO = {True: ("是", "Yes"), False: ("否", "No")}


class Column(StrEnum):
    """What may be exported, in the order of the sheet."""

    NUMBER = "number"
    SUBJECT = "subject"
    STATUS = "status"
    PRIORITY = "priority"
    TYPE = "type"
    REQUESTER = "requester"
    EMAIL = "email"
    PHONE = "phone"
    ASSIGNEE = "assignee"
    TEAM = "team"
    TAGS = "tags"
    LABEL = "label"
    CHANNEL = "channel"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"
    FIRST_RESPONSE_AT = "first_response_at"
    NEXT_DUE_AT = "next_due_at"
    AT_RISK = "at_risk"
    SOLVED_AT = "solved_at"
    CLOSED_AT = "closed_at"
    PLANNED_FROM = "planned_from"
    PLANNED_UNTIL = "planned_until"


HEADINGS: dict[Column, tuple[str, str]] = {
    Column.NUMBER: ("编号", "Number"),
    Column.SUBJECT: ("主题", "Subject"),
    Column.STATUS: ("状态", "Status"),
    Column.PRIORITY: ("优先级", "Priority"),
    Column.TYPE: ("工单类型", "Ticket type"),
    Column.REQUESTER: ("请求人", "Requester"),
    Column.EMAIL: ("请求人邮箱", "Requester's e-mail"),
    Column.PHONE: ("请求人电话", "Requester's phone"),
    Column.ASSIGNEE: ("处理人", "Assignee"),
    Column.TEAM: ("处理组", "Team"),
    Column.TAGS: ("标签", "Tags"),
    Column.LABEL: ("密级", "Sensitivity label"),
    Column.CHANNEL: ("渠道", "Channel"),
    Column.CREATED_AT: ("创建时间", "Created"),
    Column.UPDATED_AT: ("更新时间", "Updated"),
    Column.FIRST_RESPONSE_AT: ("首次响应时间", "First response"),
    Column.NEXT_DUE_AT: ("下一个时限", "Next due"),
    Column.AT_RISK: ("有超时风险", "At risk"),
    Column.SOLVED_AT: ("解决时间", "Solved"),
    Column.CLOSED_AT: ("关闭时间", "Closed"),
    Column.PLANNED_FROM: ("计划开始", "Planned from"),
    Column.PLANNED_UNTIL: ("计划结束", "Planned until"),
}
_INSTANTS = frozenset(one for one in Column if one.endswith("_at") or one.startswith("planned_"))


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the sheet is: his language and his time zone."""

    chinese: bool
    zone: ZoneInfo

    def word(self, both: tuple[str, str]) -> str:
        """One of two words."""
        return both[0] if self.chinese else both[1]

    def name(self, thing: Mapping[str, Any] | None) -> str:
        """The name of a status, type, label, team or agent; empty without one."""
        if not thing:
            return ""
        return str(thing["name"] if self.chinese else thing.get("name_en") or thing["name"])

    def instant(self, at: datetime | None) -> str:
        """An instant on the reader's clock, as spreadsheets sort it."""
        return at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M:%S") if at else ""


def headings(columns: Sequence[Column], reader: Reader) -> list[str]:
    """The first row; instants name their time zone, since a sheet travels."""
    return [
        reader.word(HEADINGS[one]) + (f" ({reader.zone.key})" if one in _INSTANTS else "") for one in columns
    ]


def line(row: Row, columns: Sequence[Column], reader: Reader) -> list[str]:
    """One ticket as texts."""
    return [_cell(row, one, reader) for one in columns]


def _cell(row: Row, column: Column, reader: Reader) -> str:
    if column in _INSTANTS:
        return reader.instant(row.get(column.value))
    special = _CELLS.get(column)
    return special(row, reader) if special else str(row.get(column.value) or "")


_CELLS: dict[Column, Callable[[Row, Reader], str]] = {
    Column.STATUS: lambda row, reader: reader.name(row["status"]),
    Column.TYPE: lambda row, reader: reader.name(row["type"]),
    Column.REQUESTER: lambda row, reader: str(row["requester"]["name"] or ""),
    Column.EMAIL: lambda row, reader: str(row["requester"]["email"] or ""),
    Column.PHONE: lambda row, reader: str(row["requester"]["phone"] or ""),
    Column.ASSIGNEE: lambda row, reader: reader.name(row["assignee"]),
    Column.TEAM: lambda row, reader: reader.name(row["team"]),
    Column.TAGS: lambda row, reader: "; ".join(row["tags"]),
    Column.LABEL: lambda row, reader: reader.name(row["label"]),
    Column.CHANNEL: lambda row, reader: reader.word(CHANNELS.get(row["channel"], (row["channel"],) * 2)),
    Column.AT_RISK: lambda row, reader: reader.word(YES_NO[bool(row["at_risk"])]),
}
