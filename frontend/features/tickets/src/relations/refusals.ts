import { ApiProblem } from "@relaydesk/api-client";
import { defineMessages, useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { useCallback } from "react";

const zh = {
  already_merged: "其中有工单刚被合并过了。请关闭窗口，查看合并后的工单。",
  merged_into_itself: "工单不能合并到自己。",
  target_closed: "目标工单已关闭，不能再并入其他工单。请选择未关闭的工单。",
  label_would_be_lost: "原工单有密级。请先给目标工单设置同样的密级，再合并。",
  not_merged: "合并已经撤销了。",
  ticket_merged: "工单已合并到 {into}，请在那里处理。",
  ticket_in_bin: "工单在回收站里，请先恢复。",
  link_to_itself: "工单不能和自己关联。",
  family_cycle: "这样会形成循环：所选工单已经在本工单的上级里。",
  family_too_deep: "父子工单的层级太深。",
  has_one_above: "该工单已有父工单或所属的大面积故障，请先在那里移除关联。",
  not_by_hand: "这个关联记录了发生过的事，不能手工添加或移除。",
  unknown_ticket: "没有这张工单，或者您看不到它。",
  first_message: "提交工单的那条消息要留在原工单。",
  unknown_message: "所选消息已不在本工单里，请关闭窗口再试。",
  snooze_ended: "已解决的工单不用暂缓。",
  past: "请选择将来的时间。",
  nothing_affected: "本工单下没有未完成的受影响工单。",
  in_future: "日期还没有到。",
  too_many_lines: "每张工单最多 500 行。",
  too_many_todos: "每张工单最多 100 条待办。",
  unknown_agent: "这位同事已停用，请选择其他人。",
  field_read_only: "您的角色不能修改这部分内容。",
  other: "另一张工单",
} as const;

type Key = keyof typeof zh;

const en: Record<Key, string> = {
  already_merged: "One of the tickets has just been merged. Close this and look at the merged ticket.",
  merged_into_itself: "A ticket cannot be merged into itself.",
  target_closed: "The target is closed and takes no others in. Choose one that is not closed.",
  label_would_be_lost: "The source has a sensitivity label. Put the same label on the target first.",
  not_merged: "The merge has been undone already.",
  ticket_merged: "The ticket was merged into {into}; go on there.",
  ticket_in_bin: "The ticket is in the bin; restore it first.",
  link_to_itself: "A ticket cannot be linked to itself.",
  family_cycle: "That would make a ring: the chosen ticket is above this one already.",
  family_too_deep: "Parents and children would go too deep.",
  has_one_above: "It has a parent or a major issue already; remove that link there first.",
  not_by_hand: "This link tells what happened; it is neither made nor removed by hand.",
  unknown_ticket: "There is no such ticket that you can see.",
  first_message: "The message that opened the ticket stays with it.",
  unknown_message: "The chosen messages are no longer on this ticket. Close this and try again.",
  snooze_ended: "A finished ticket need not sleep.",
  past: "Choose a time to come.",
  nothing_affected: "No open ticket hangs under this one.",
  in_future: "This day is still to come.",
  too_many_lines: "A ticket keeps at most 500 lines.",
  too_many_todos: "A ticket keeps at most 100 things to do.",
  unknown_agent: "This colleague is no longer active; choose somebody else.",
  field_read_only: "Your role may not change this.",
  other: "another ticket",
};

const messages = defineMessages(zh, en);

/** The codes of a refusal, the most telling one first. */
function codesOf(problem: ApiProblem): string[] {
  const errors = Array.isArray(problem.body.errors) ? problem.body.errors : [];
  return [...errors.map((one: { code?: unknown }) => String(one.code ?? "")), problem.code];
}

/** Why something between tickets was refused and what to do, in the language of the screen. */
export function useRefusalText(): (error: unknown) => string {
  const t = useMessages(messages);
  const textOf = useProblemText();
  return useCallback(
    (error: unknown) => {
      const codes = error instanceof ApiProblem ? codesOf(error) : [];
      const known = codes.find((one): one is Key => one !== "other" && Object.hasOwn(zh, one));
      if (!known || !(error instanceof ApiProblem)) return textOf(error);
      return t(known, { into: String(error.body.into ?? t("other")) });
    },
    [t, textOf],
  );
}
