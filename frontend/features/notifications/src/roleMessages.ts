import { defineMessages } from "@relaydesk/i18n";

export const messages = defineMessages(
  {
    roleNotices: "角色通知",
    roleNotices_words: "默认 通知 邮件 推送 角色 jstz",
    roleNoticesHint: "持有该角色的人默认收到哪些通知；本人在“我的通知”里的选择优先。",
    role: "角色",
    notSaved: "没有保存：",
  },
  {
    roleNotices: "Notices of roles",
    roleNotices_words: "default notices mail push role",
    roleNoticesHint:
      "What holders of the role are told by default; what somebody has chosen himself goes first.",
    role: "Role",
    notSaved: "Not saved: ",
  },
);
