import { defineMessages, type Translate } from "@relaydesk/i18n";

export const messages = defineMessages(
  {
    title: "时效",
    first_response: "首次响应",
    next_response: "后续响应",
    resolution: "解决",
    running: "计时中",
    paused: "已暂停",
    done: "已达标",
    breached: "已超时",
    target: "目标 {time}",
    used: "已用 {time}",
    due: "到期 {time}",
    late: "超时 {time}",
    left: "剩 {time}",
    none: "这张工单没有时效要求。",
    explain: "怎么算的",
    policy: "策略",
    calendar: "日历",
    openNow: "现在是工作时间",
    closedNow: "现在不是工作时间，计时不走",
    workingTime: "只计工作时间。",
    noSegments: "还没有记录。",
    counted: "计 {time}",
    now: "现在",
    cause_opened: "工单建立",
    cause_status: "状态变化",
    cause_message: "有了消息",
    cause_breached: "到了期限",
    cause_edited: "工单信息变化",
  },
  {
    title: "Service level",
    first_response: "First response",
    next_response: "Next response",
    resolution: "Resolution",
    running: "Running",
    paused: "Paused",
    done: "In time",
    breached: "Overdue",
    target: "Target {time}",
    used: "{time} used",
    due: "Due {time}",
    late: "{time} late",
    left: "{time} left",
    none: "No service level applies to this ticket.",
    explain: "How it is counted",
    policy: "Policy",
    calendar: "Calendar",
    openNow: "It is working time now",
    closedNow: "It is not working time now: nothing counts",
    workingTime: "Only working time counts.",
    noSegments: "Nothing recorded yet.",
    counted: "{time} counted",
    now: "now",
    cause_opened: "Ticket opened",
    cause_status: "Status changed",
    cause_message: "A message",
    cause_breached: "Target used up",
    cause_edited: "Ticket changed",
  },
);

type T = Translate<keyof typeof messages.zh>;

/** What began a stretch, from the name of its event. */
export function causeName(event: string, t: T): string {
  if (event.endsWith(".opened")) return t("cause_opened");
  if (event.startsWith("tickets.status")) return t("cause_status");
  if (event.startsWith("tickets.message")) return t("cause_message");
  if (event.endsWith(".breached") || event === "target") return t("cause_breached");
  return t("cause_edited");
}
