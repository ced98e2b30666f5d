import { defineMessages } from "@relaydesk/i18n";

export const messages = defineMessages(
  {
    waiting: "{n} 项还没有送达，已保存在此浏览器，恢复连接后自动发送",
    refused: "{n} 项没有被接受，请查看",
    reply: "回复",
    note: "备注",
    change: "属性修改",
    reason: "未被接受：{reason}",
    tooOld: "已超过一周，请确认是否仍要发送",
    again: "重试",
    discard: "放弃",
    update: "新版本已就绪",
    load: "立即更新",
    later: "稍后",
  },
  {
    waiting:
      "{n, plural, one {# item} other {# items}} not delivered yet: kept in this browser, sent when the line is back",
    refused: "{n, plural, one {# item was} other {# items were}} not accepted: please look",
    reply: "Reply",
    note: "Note",
    change: "Change",
    reason: "Not accepted: {reason}",
    tooOld: "Older than a week: do you still want to send it?",
    again: "Try again",
    discard: "Discard",
    update: "A new version is ready",
    load: "Update now",
    later: "Later",
  },
);
