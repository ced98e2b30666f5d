import { defineMessages } from "@relaydesk/i18n";

/** Words of replies that wait; loaded with them. */
export const plannedMessages = defineMessages(
  {
    planned: "待发送的回复",
    sendingSoon: "的回复即将发出",
    sendsAt: "的回复将于 {when} 发出",
    heldNew: "的回复没有发出：期间有新消息，请决定",
    heldOther: "的回复没有发出：工单已变化或权限不足，请决定",
    sendNow: "立即发送",
    sendAnyway: "仍然发送",
    move: "改时间",
    takeBack: "撤回修改",
  },
  {
    planned: "Replies waiting to be sent",
    sendingSoon: ": reply leaves in a moment",
    sendsAt: ": reply leaves {when}",
    heldNew: ": reply not sent, something arrived meanwhile. Please decide",
    heldOther: ": reply not sent, the ticket or your rights changed. Please decide",
    sendNow: "Send now",
    sendAnyway: "Send anyway",
    move: "Change time",
    takeBack: "Take back and edit",
  },
);
