"""The fields of conditions that `tickets` itself knows."""

from collections.abc import Sequence
from operator import attrgetter
from uuid import UUID

from relaydesk.platform.conditions import Choice, Field, Kind
from relaydesk.tickets import permissions as rights
from relaydesk.tickets.contracts import Category
from relaydesk.tickets.fields import TICKET_FIELDS
from relaydesk.tickets.queries.catalogue import catalogue
from relaydesk.tickets.rules.state import PRIORITIES

CATEGORY_NAMES = {
    Category.NEW: ("新建", "New"),
    Category.OPEN: ("处理中", "Open"),
    Category.WAITING: ("等待客户", "Waiting"),
    Category.HOLD: ("挂起", "On hold"),
    Category.SOLVED: ("已解决", "Solved"),
    Category.CLOSED: ("已关闭", "Closed"),
}
PRIORITY_NAMES = {"P0": ("紧急", "Urgent"), "P1": ("高", "High"), "P2": ("中", "Normal"), "P3": ("低", "Low")}
CHANNELS = {
    "email": ("邮件", "E-mail"),
    "form": ("网页表单", "Web form"),
    "phone": ("电话", "Telephone"),
    "api": ("接口", "API"),
    "desk": ("工作台", "Desk"),
}

RIGHT_OF = {
    "subject": rights.SUBJECT,
    "priority": rights.PRIORITY,
    "type": rights.TYPE,
    "team": rights.TEAM,
    "assignee": rights.ASSIGNEE,
    "tags": rights.TAGS,
    "next_due_at": rights.STOPWATCHES,
    "at_risk": rights.STOPWATCHES,
    "requester": rights.REQUESTER_NAME,
    "planned_from": rights.PLANNED,
    "planned_until": rights.PLANNED,
}
"""Fields of conditions whose values a role may hide: who may not read them may not ask for them either."""


def _statuses() -> Sequence[Choice]:
    found = {status.key: status for status in catalogue().statuses_by_id.values()}
    return [Choice(status.key, status.name, status.name_en) for status in found.values()]


def _types() -> Sequence[Choice]:
    return [Choice(one.key, one.name, one.name_en) for one in catalogue().types.values()]


def _type_id(key: str) -> UUID:
    return catalogue().types[key].id


def _named(words: dict[str, tuple[str, str]]) -> Sequence[Choice]:
    return [Choice(value, name, name_en) for value, (name, name_en) in words.items()]


def _instant(key: str, name: str, name_en: str) -> Field:
    return Field(key, Kind.INSTANT, name, name_en, f"t.{key}", "timestamptz", attrgetter(key))


def _reference(key: str, name: str, name_en: str, refers_to: str) -> Field:
    return Field(
        key,
        Kind.REFERENCE,
        name,
        name_en,
        f"t.{key}_id",
        "uuid",
        attrgetter(f"{key}_id"),
        refers_to=refers_to,
    )


def _choice(key: str, name: str, name_en: str, column: str, words: dict[str, tuple[str, str]]) -> Field:
    return Field(
        key, Kind.CHOICE, name, name_en, f"t.{column}", "text", attrgetter(key), choices=lambda: _named(words)
    )


TICKET_FIELDS.register(
    Field("subject", Kind.TEXT, "主题", "Subject", "t.subject", "text", attrgetter("subject")),
    Field("number", Kind.TEXT, "编号", "Number", "t.number", "text", attrgetter("number")),
    Field(
        "status",
        Kind.CHOICE,
        "状态",
        "Status",
        "(SELECT s.key FROM tickets_status s WHERE s.id = t.status_id)",
        "text",
        attrgetter("status_key"),
        choices=_statuses,
    ),
    _choice(
        "category",
        "状态类别",
        "Status category",
        "status_category",
        {category.value: words for category, words in CATEGORY_NAMES.items()},
    ),
    Field(
        "priority",
        Kind.CHOICE,
        "优先级",
        "Priority",
        "t.priority",
        "smallint",
        attrgetter("priority"),
        choices=lambda: _named(PRIORITY_NAMES),
        stored=PRIORITIES.index,
    ),
    Field(
        "type",
        Kind.CHOICE,
        "工单类型",
        "Ticket type",
        "t.type_id",
        "uuid",
        attrgetter("type_key"),
        choices=_types,
        stored=_type_id,
    ),
    _choice("channel", "渠道", "Channel", "channel", CHANNELS),
    _reference("assignee", "处理人", "Assignee", "agent"),
    _reference("team", "处理组", "Team", "team"),
    _reference("department", "部门", "Department", "department"),
    _reference("requester", "请求人", "Requester", "contact"),
    Field("tags", Kind.CHOICES, "标签", "Tags", "t.tags", "text", attrgetter("tags")),
    Field("at_risk", Kind.YES_NO, "有超时风险", "At risk", "t.at_risk", "boolean", attrgetter("at_risk")),
    Field(
        "snoozed",
        Kind.YES_NO,
        "暂缓中",
        "Snoozed",
        "(t.snoozed_at IS NOT NULL)",
        "boolean",
        lambda ticket: ticket.snoozed_at is not None,
    ),
    Field(
        "merged",
        Kind.YES_NO,
        "已合并到其他工单",
        "Merged into another",
        "(t.merged_into_id IS NOT NULL)",
        "boolean",
        lambda ticket: ticket.merged_into_id is not None,
    ),
    _instant("snoozed_until", "暂缓到", "Snoozed until"),
    _instant("created_at", "创建时间", "Created"),
    _instant("updated_at", "更新时间", "Updated"),
    _instant("next_due_at", "下一个时限", "Next due"),
    _instant("first_response_at", "首次响应时间", "First response"),
    _instant("solved_at", "解决时间", "Solved"),
    _instant("closed_at", "关闭时间", "Closed at"),
    _instant("planned_from", "计划开始", "Planned start"),
    _instant("planned_until", "计划结束", "Planned end"),
)
