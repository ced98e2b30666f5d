"""What may be granted on tickets, and the fields whose rights roles may narrow."""

from enum import StrEnum

from relaydesk.access.contracts import Field, Scope
from relaydesk.access.public import declare_fields, declare_permissions


class TicketPermission(StrEnum):
    """Permissions of this module; each is granted with a scope."""

    READ = "tickets.read"
    WRITE = "tickets.write"
    DELETE = "tickets.delete"
    EXPORT = "tickets.export"
    SET_LABEL = "tickets.set_label"
    CORRECT_WORK = "tickets.correct_work"
    MANAGE_TAGS = "tickets.manage_tags"


P = TicketPermission

declare_permissions(
    "tickets",
    TicketPermission,
    agent={P.READ: Scope.DEPARTMENT, P.WRITE: Scope.DEPARTMENT},
    names={
        P.READ: ("查看工单", "See tickets"),
        P.WRITE: ("处理工单", "Work on tickets"),
        P.DELETE: ("删除与恢复工单", "Delete and restore tickets"),
        P.EXPORT: ("导出工单", "Export tickets"),
        P.SET_LABEL: ("设置工单密级", "Set a ticket's sensitivity label"),
        P.CORRECT_WORK: ("更正他人的工时与费用", "Correct others' time and costs"),
        P.MANAGE_TAGS: ("管理标签", "Manage tags"),
    },
    roles={
        "manager": {
            P.DELETE: Scope.DEPARTMENT_AND_BELOW,
            P.EXPORT: Scope.DEPARTMENT_AND_BELOW,
            P.SET_LABEL: Scope.DEPARTMENT_AND_BELOW,
            P.CORRECT_WORK: Scope.DEPARTMENT_AND_BELOW,
        }
    },
    lendable=(P.READ, P.WRITE),
)

SUBJECT, MESSAGES, PRIORITY, TYPE = "tickets.subject", "tickets.messages", "tickets.priority", "tickets.type"
TEAM, ASSIGNEE, TAGS, LABEL = "tickets.team", "tickets.assignee", "tickets.tags", "tickets.label"
REQUESTER_NAME, REQUESTER_EMAIL = "tickets.requester.name", "tickets.requester.email"
REQUESTER_PHONE, REQUESTER_COMPANY = "tickets.requester.phone", "tickets.requester.company"
SATISFACTION, STOPWATCHES = "tickets.satisfaction", "tickets.stopwatches"
ATTACHMENTS, PLANNED = "tickets.attachments", "tickets.planned"
TIMES, COSTS, TODOS = "tickets.times", "tickets.costs", "tickets.todos"

FIELDS = (
    Field(SUBJECT, "主题", "Subject"),
    Field(MESSAGES, "消息与备注", "Messages and notes"),
    Field(PRIORITY, "优先级", "Priority", hideable=False),
    Field(TYPE, "工单类型", "Ticket type", hideable=False),
    Field(TEAM, "处理组", "Team"),
    Field(ASSIGNEE, "处理人", "Assignee"),
    Field(TAGS, "标签", "Tags"),
    Field(REQUESTER_NAME, "请求人姓名", "Requester's name", writable=False),
    Field(REQUESTER_EMAIL, "请求人邮箱", "Requester's e-mail", sensitive="email", writable=False),
    Field(REQUESTER_PHONE, "请求人电话", "Requester's phone", sensitive="phone", writable=False),
    Field(REQUESTER_COMPANY, "请求人公司", "Requester's company", writable=False),
    Field(SATISFACTION, "满意度", "Satisfaction", writable=False),
    Field(STOPWATCHES, "计时", "Stopwatches", writable=False),
    Field(TIMES, "工时", "Time spent"),
    Field(COSTS, "费用", "Costs"),
    Field(TODOS, "待办事项", "Things to do"),
    Field(ATTACHMENTS, "附件", "Attachments"),
    Field(LABEL, "密级", "Sensitivity label"),
    Field(PLANNED, "计划时间", "Planned dates"),
)
declare_fields("tickets", FIELDS)
