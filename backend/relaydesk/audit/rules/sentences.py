"""What an event says in a sentence, in Chinese and English.

`{word}` takes a member of the event; one that is missing is left out. Events without a sentence of their own
are told by their name: the record shows everything, known or not.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple


class Sentence(NamedTuple):
    """One fact in both languages."""

    zh: str
    en: str


S = Sentence
SENTENCES: dict[str, Sentence] = {
    "access.account.deactivated": S("停用了账号", "switched an account off"),
    "access.account.made": S("建立了账号(角色 {roles})", "made an account (roles {roles})"),
    "access.account.password_changed": S("修改了密码", "changed a password"),
    "access.account.proved": S("再次验证了身份({method})", "proved again who he is ({method})"),
    "access.account.provisioned": S("由身份源更新了账号({fields})", "account provisioned ({fields})"),
    "access.account.reactivated": S("重新启用了账号", "switched an account on again"),
    "access.account.roles_granted": S("更改了账号的角色", "changed the roles of an account"),
    "access.account.roles_mapped": S("按用户组更改了角色", "changed roles by group membership"),
    "access.account.sign_in_failed": S("登录失败", "failed to sign in"),
    "access.account.signed_in": S("登录({method})", "signed in ({method})"),
    "access.account.signed_out": S("退出登录", "signed out"),
    "access.factor.added": S("添加了第二因素({kind})", "added a second factor ({kind})"),
    "access.factors.reset": S("重置了该账号的第二步验证", "reset the second factors of an account"),
    "access.factor.removed": S("移除了第二因素({kind})", "removed a second factor ({kind})"),
    "access.identity_provider.changed": S("修改了身份源", "changed an identity provider"),
    "access.identity_provider.made": S("建立了身份源 {label}", "made the identity provider {label}"),
    "access.identity_provider.refused": S(
        "身份源登录被拒绝({reason})", "sign-in by a provider refused ({reason})"
    ),
    "access.identity_provider.removed": S("删除了身份源 {label}", "removed the identity provider {label}"),
    "access.label.deleted": S("删除了密级标签 {key}", "deleted the sensitivity label {key}"),
    "access.label.saved": S("保存了密级标签 {key}", "saved the sensitivity label {key}"),
    "access.link.requested": S("申请了一次性链接({purpose})", "asked for a one-time link ({purpose})"),
    "access.link.used": S("使用了一次性链接({purpose})", "used a one-time link ({purpose})"),
    "access.oauth_client.made": S("登记了应用 {label}", "registered the program {label}"),
    "access.oauth_client.removed": S("删除了应用", "removed a program"),
    "access.oauth_grant.ended": S("结束了应用授权", "ended what a program was granted"),
    "access.oauth_grant.given": S("授权了应用({scopes})", "granted a program {scopes}"),
    "access.recovery_codes.made": S("生成了恢复码", "made recovery codes"),
    "access.recovery_codes.used": S("使用了恢复码(余 {left} 个)", "used a recovery code ({left} left)"),
    "access.request.denied": S(
        "被拒绝：{method} {route}({status})", "was refused {method} {route} ({status})"
    ),
    "access.role.changed": S("修改了角色 {key}", "changed the role {key}"),
    "access.role.deleted": S("删除了角色 {key}", "deleted the role {key}"),
    "access.role.made": S("建立了角色 {key}", "made the role {key}"),
    "access.session.ended": S("结束了会话({reason})", "ended a session ({reason})"),
    "access.session.view_as_begun": S("开始以他人视角查看", "began to view as somebody else"),
    "access.session.view_as_ended": S("结束以他人视角查看", "ended viewing as somebody else"),
    "access.set_up.finished": S("完成了首次设置", "finished setting the system up"),
    "access.sign_in_policy.changed": S("修改了登录策略", "changed the sign-in policy"),
    "access.stand_in.arranged": S("安排了代理", "arranged a stand-in"),
    "access.stand_in.ended": S("结束了代理", "ended a stand-in"),
    "access.token.made": S("建立了 API 令牌 {label}", "made the API token {label}"),
    "access.token.revoked": S("吊销了 API 令牌", "revoked an API token"),
    "audit.export.asked": S("申请导出审计记录({format})", "asked for an export of the record ({format})"),
    "audit.export.fetched": S("下载了审计记录的导出", "fetched an export of the record"),
    "audit.integrity.check_asked": S("要求校验审计记录", "asked for a check of the record"),
    "audit.integrity.checked": S("校验了审计记录(完好：{intact})", "checked the record (intact: {intact})"),
    "audit.record.purged": S("清除了到期的 {events} 条记录", "purged {events} events past retention"),
    "audit.retention.changed": S(
        "保存期限 {before} → {after} 天", "changed retention from {before} to {after} days"
    ),
    "bulk.change.asked": S("批量修改 {tickets} 张工单", "asked to change {tickets} tickets at once"),
    "bulk.change.ended": S(
        "批量修改结束：修改 {changed}，拒绝 {refused}，撤销 {undone}",
        "the change of many tickets ended: {changed} changed, {refused} refused, {undone} undone",
    ),
    "bulk.change.progressed": S("批量修改进行到 {done}/{total}", "bulk change at {done} of {total}"),
    "bulk.change.undo_asked": S("撤销批量修改", "took a bulk change back"),
    "bulk.export.asked": S(
        "申请导出 {tickets} 张工单({format})", "asked for {tickets} tickets as a sheet ({format})"
    ),
    "bulk.export.fetched": S("下载了工单导出", "fetched an export of tickets"),
    "bulk.export.written": S("写好了工单导出({rows} 行)", "an export of tickets was written ({rows} rows)"),
    "calendars.calendar.changed": S("修改了工作日历", "changed a calendar"),
    "channels.intake.parked": S("来件搁置({reason})", "set a delivery aside ({reason})"),
    "channels.mail.failed": S("邮件发送失败", "a mail could not be sent"),
    "dispatch.capacity.set": S("设置了处理人容量", "set an agent's capacity"),
    "dispatch.decision.made": S("作出派单决定", "made a dispatch decision"),
    "notifications.browser.subscribed": S("让浏览器接收推送({host})", "let a browser take pushes ({host})"),
    "notifications.browser.unsubscribed": S(
        "浏览器不再接收推送({reason})", "a browser takes no pushes any more ({reason})"
    ),
    "notifications.defaults.changed": S("修改了角色 {role} 的通知默认值", "changed the notices of {role}"),
    "notifications.notice.made": S("发出了通知", "told agents"),
    "notifications.notice.read": S("已读 {lines} 条通知", "read {lines} notices"),
    "notifications.push_key.made": S("生成了推送密钥", "made the key for pushes"),
    "notifications.settings.changed": S("修改了自己的通知设置", "changed what he is told"),
    "people.agent.changed": S("修改了处理人", "changed an agent"),
    "people.agent.deactivated": S("停用了处理人", "switched an agent off"),
    "people.agent.made": S("建立了处理人 {title}", "made the agent {title}"),
    "people.agent.presence_changed": S("在线状态 {before} → {presence}", "presence {before} → {presence}"),
    "people.agent.reactivated": S("重新启用了处理人", "switched an agent on again"),
    "people.company.changed": S("修改了客户公司", "changed a company"),
    "people.company.made": S("建立了客户公司 {title}", "made the company {title}"),
    "people.company.removed": S("删除了客户公司 {title}", "removed the company {title}"),
    "people.contact.changed": S("修改了联系人", "changed a contact"),
    "people.contact.identity_added": S("给联系人添加了身份", "added an identity to a contact"),
    "people.contact.identity_removed": S("移除了联系人的身份", "removed an identity of a contact"),
    "people.contact.made": S("建立了联系人", "made a contact"),
    "people.contact.merged": S("合并了联系人", "merged contacts"),
    "people.contact.unmerged": S("拆分了联系人", "took merged contacts apart"),
    "people.department.changed": S("修改了部门", "changed a department"),
    "people.department.made": S("建立了部门 {title}", "made the department {title}"),
    "people.department.removed": S("删除了部门 {title}", "removed the department {title}"),
    "people.import.begun": S("开始导入表格({kind})", "began to import a sheet ({kind})"),
    "people.import.applied": S("导入了 {kind}", "imported {kind}"),
    "people.sheet.exported": S("导出了 {kind}", "exported {kind}"),
    "people.team.changed": S("修改了处理组", "changed a team"),
    "people.team.made": S("建立了处理组 {title}", "made the team {title}"),
    "people.team.removed": S("删除了处理组 {title}", "removed the team {title}"),
    "platform.log.rebased": S(
        "恢复备份后重设了记录的顺序", "set the order of the record anew after a restore"
    ),
    "privacy.policy.changed": S(
        "脱敏策略 {kind}：{before} → {after}", "masking of {kind}: {before} → {after}"
    ),
    "privacy.reveals.many": S(
        "短时间内多次查看明文({count} 次)", "revealed many values ({count}) in short time"
    ),
    "privacy.value.revealed": S("查看了明文 {field}，理由：{reason}", "revealed {field}, because: {reason}"),
    "replies.habits.changed": S(
        "设置发送后 {after_send}，可撤销 {undo_seconds} 秒",
        "after sending {after_send}, undo {undo_seconds} s",
    ),
    "replies.reply.cancelled": S("撤回了 {number} 的待发送回复", "took a planned reply on {number} back"),
    "replies.reply.held": S(
        "{number} 的计划回复暂缓：{reason}", "a planned reply on {number} is held: {reason}"
    ),
    "replies.reply.planned": S(
        "{number} 的回复将于 {due_at} 发送", "a reply on {number} will be sent at {due_at}"
    ),
    "replies.saved_reply.changed": S("快捷回复“{title}”：{what}", "saved reply “{title}”: {what}"),
    "replies.sender.trusted": S(
        "总是加载图片的发件人：{trusted}", "always load this sender's pictures: {trusted}"
    ),
    "sla.policy.changed": S("修改了时效策略", "changed an SLA policy"),
    "sla.stopwatch.breached": S("时效超时", "a stopwatch ran out"),
    "surveys.survey.answered": S("回答了满意度调查", "answered a survey"),
    "surveys.survey.sent": S("发出了满意度调查", "sent a survey"),
    "tickets.agent.mentioned": S("在 {number} 提到了同事", "mentioned colleagues on {number}"),
    "tickets.broadcast.sent": S(
        "从 {number} 向 {count} 张工单发送进展", "sent an update from {number} to {count} tickets"
    ),
    "tickets.cost.changed": S("更改了 {number} 的费用", "changed costs of {number}"),
    "tickets.message.added": S("在 {number} 添加了消息", "added a message to {number}"),
    "tickets.priority.changed": S(
        "{number} 优先级 {before} → {after}", "{number}: priority {before} → {after}"
    ),
    "tickets.requester.changed": S(
        "更换了 {number} 的请求人，理由：{reason}", "changed the requester of {number}, because: {reason}"
    ),
    "tickets.status.changed": S(
        "{number} 状态 {from_status} → {to_status}", "{number}: {from_status} → {to_status}"
    ),
    "tickets.time.changed": S("更改了 {number} 的工时", "changed time spent on {number}"),
    "tickets.todo.changed": S("更改了 {number} 的待办", "changed a thing to do in {number}"),
    "tickets.todo.ordered": S("调整了 {number} 的待办顺序", "ordered the things to do in {number}"),
    "tickets.ticket.assigned": S("分派了 {number}", "assigned {number}"),
    "tickets.tag.rename_asked": S(
        "要求把标签 {names} 改名为 {to}", "asked to rename the tags {names} to {to}"
    ),
    "tickets.tag.renamed": S(
        "已把标签 {names} 改名为 {to}，共 {tickets} 张工单",
        "renamed the tags {names} to {to} on {tickets} tickets",
    ),
    "tickets.ticket.awoken": S("{number} 结束暂缓({reason})", "{number} woke up ({reason})"),
    "tickets.ticket.deleted": S("把 {number} 放入回收站", "put {number} into the bin"),
    "tickets.ticket.edited": S("修改了 {number}", "changed {number}"),
    "tickets.ticket.planned": S(
        "{number} 计划 {planned_from} – {planned_until}", "{number}: planned {planned_from} – {planned_until}"
    ),
    "tickets.ticket.labelled": S("{number} 密级 {previous_label} → {label}", "{number}: label {label}"),
    "tickets.ticket.linked": S("关联了 {number} 与 {other_number}", "linked {number} with {other_number}"),
    "tickets.ticket.merged": S("合并：{number} 与 {other_number}", "merged: {number} and {other_number}"),
    "tickets.ticket.opened": S("建立了 {number}", "opened {number}"),
    "tickets.ticket.restored": S("从回收站恢复了 {number}", "restored {number} from the bin"),
    "tickets.ticket.snoozed": S("暂缓了 {number}", "snoozed {number}"),
    "tickets.ticket.split": S("从 {number} 拆分出 {other_number}", "split {other_number} off {number}"),
    "tickets.ticket.unlinked": S(
        "移除了 {number} 与 {other_number} 的关联", "unlinked {number} and {other_number}"
    ),
    "tickets.ticket.unmerged": S(
        "撤销合并：{number} 与 {other_number}", "undid a merge: {number} and {other_number}"
    ),
    "tickets.ticket.viewed": S("查看了带密级的 {number}", "looked at {number}, which bears a label"),
    "tickets.watcher.added": S("{number} 添加了关注人", "let an agent watch {number}"),
    "tickets.watcher.removed": S("{number} 移除了关注人", "let an agent watch {number} no longer"),
    "views.default.set": S(
        "设置角色 {role} 的默认视图: {title}", "set the view that role {role} begins with: {title}"
    ),
    "views.view.changed": S("修改了视图 {title}({fields})", "changed view {title} ({fields})"),
    "views.view.deleted": S("删除了视图 {title}", "deleted view {title}"),
    "views.view.made": S("保存了视图 {title}", "saved view {title}"),
    "views.view.ordered": S("调整了视图顺序", "put views into another order"),
    "views.view.pinned": S("置顶或取消置顶视图 {title}", "pinned or unpinned view {title}"),
    "views.view.restored": S("恢复了视图 {title}", "restored view {title}"),
}
FAILURES = (
    "access.account.sign_in_failed",
    "access.identity_provider.refused",
    "access.request.denied",
    "channels.intake.parked",
    "channels.mail.failed",
)
MEMBER = re.compile(r"{(\w+)}")


def sentence(name: str, payload: Mapping[str, Any]) -> Sentence:
    """The sentence of an event; by its bare name when nobody has written one."""
    found = SENTENCES.get(name)
    if found is None:
        words = name.replace("_", " ").split(".")
        return Sentence(name, " ".join(words[1:]))
    return Sentence(_filled(found.zh, payload), _filled(found.en, payload))


def _filled(text: str, payload: Mapping[str, Any]) -> str:
    filled = MEMBER.sub(lambda word: _word(payload.get(word[1])), text)
    return re.sub(r"\s*[(（]\s*[)）]", "", filled).strip()


def _word(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value)[:200]


def outcome_of(name: str) -> str:
    """`failure` for what was refused or went wrong, else `success`."""
    return "failure" if name in FAILURES else "success"
