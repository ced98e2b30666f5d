import { defineMessages } from "@relaydesk/i18n";

export const messages = defineMessages(
  {
    day: "如 {example}",
    wrong: "看不懂这个日期，请写成 {example}",
    outside: "超出可选的范围",
    calendar: "日历",
    before: "上个月",
    after: "下个月",
    hour: "时",
    minute: "分",
    clear: "清除",
    today: "今天",
  },
  {
    day: "e.g. {example}",
    wrong: "This is no date. Write it as {example}",
    outside: "Out of the possible range",
    calendar: "Calendar",
    before: "Previous month",
    after: "Next month",
    hour: "Hour",
    minute: "Minute",
    clear: "Clear",
    today: "Today",
  },
);
