"""Why a ticket was not changed, in a sentence that says what to do next; Chinese and English."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Reason(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str


R = Reason
FINAL = "final_status"
"""An illegal move from where none is legal."""
REASONS: dict[str, Reason] = {
    "not_found": R("工单已不在您可见的范围内", "The ticket is no longer within your sight"),
    "ticket_in_bin": R("工单在回收站中，请先恢复", "The ticket is in the bin; restore it first"),
    "forbidden": R("您可以查看此工单，但无权这样修改", "You may see this ticket, but not change it so"),
    "field_read_only": R("您的角色不能修改这些字段：{fields}", "Your role may not change {fields}"),
    "not_cleared": R("您未获得该密级的授权", "You are not cleared for this label"),
    "illegal_transition": R(
        "不能从当前状态直接变为该状态；允许：{allowed}", "Not a legal move from here; legal are {allowed}"
    ),
    FINAL: R("此状态不能再流转", "Its status is final"),
    "required_fields_missing": R(
        "解决前须先填写必填字段：{fields}", "Fill in {fields} before the ticket is solved"
    ),
    "unknown_status": R("该工单类型没有此状态", "This ticket's type has no such status"),
    "no_matching_status": R(
        "新类型没有与当前状态对应的状态", "The new type has no status for where the ticket is"
    ),
    "assignee_not_in_team": R("处理人不在该处理组中", "The agent is not a member of the team"),
    "assignee_without_team": R("处理人不属于任何处理组", "The agent is in no team"),
    "unknown_agent": R("处理人已停用或不存在", "There is no such active agent"),
    "unknown_team": R("处理组已不存在", "There is no such team any more"),
    "too_many": R("标签过多（最多 50 个）", "More than 50 tags"),
    "ticket_merged": R("工单已合并到另一工单", "The ticket was merged into another"),
    "already_merged": R("其中一张工单已经合并过", "One of the two tickets is merged already"),
    "merged_into_itself": R("工单不能合并到它自己", "A ticket cannot be merged into itself"),
    "target_closed": R(
        "保留的工单已关闭，不能再并入", "The ticket that stays is closed and takes no others in"
    ),
    "label_would_be_lost": R(
        "它的密级高于保留的工单：请先为保留的工单设密级",
        "It has a sensitivity label that the other lacks: set it there first",
    ),
    "requesters_differ": R("请求人与保留的工单不同", "Its requester is not that of the ticket that stays"),
    "not_merged": R("工单已不是合并状态", "The ticket is not merged any more"),
    "ticket_closed": R("已关闭的工单不能再回复", "A closed ticket takes no replies"),
    "open_children": R("还有未完成的子工单", "It has open child tickets"),
    "snooze_ended": R("已完成的工单无需暂缓", "A finished ticket need not sleep"),
    "past": R("暂缓的时间已过", "The instant is past"),
    "changed_since": R(
        "此后已有人修改该工单，未撤销", "Somebody has changed the ticket since; it was not undone"
    ),
    "internal": R("出现意外错误，未修改；请重试", "An unexpected fault; nothing was changed, try again"),
    "skipped": R("在轮到它之前已停止", "Stopped before its turn"),
}


def reason_of(
    code: str, data: Mapping[str, Any] | None, names: Mapping[str, tuple[str, str]] | None = None
) -> Reason:
    """The sentence for a refusal; without one of our own, what the refusal itself says.

    Args:
        data: `fields` and `allowed`, lists of keys, and `detail`.
        names: what fields and statuses are called, by their keys, in Chinese and English.
    """
    given = data or {}
    if code == "illegal_transition" and not given.get("allowed"):
        code = FINAL
    found = REASONS.get(code)
    if found is None:
        said = str(given.get("detail") or code)
        return Reason(said, said)
    both = {
        name: [(names or {}).get(str(key), (str(key),) * 2) for key in given.get(name) or ()]
        for name in ("fields", "allowed")
    }
    return Reason(
        found.zh.format(**{name: "、".join(zh for zh, _ in words) for name, words in both.items()}),
        found.en.format(**{name: ", ".join(en for _, en in words) for name, words in both.items()}),
    )
