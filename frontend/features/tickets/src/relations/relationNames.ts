import { defineMessages } from "@relaydesk/i18n";

/** What a linked ticket is to this one. */
export const relationNames = defineMessages(
  {
    relates: "相关",
    duplicates: "重复于",
    duplicated_by: "被重复",
    blocks: "阻塞",
    blocked_by: "被阻塞于",
    causes: "引起",
    caused_by: "起因于",
    parent: "父工单",
    child: "子工单",
    major: "所属大面积故障",
    affected: "受影响工单",
    split_from: "拆分自",
    split_into: "拆分出",
    follow_up: "后续工单",
    follows: "前一工单",
  },
  {
    relates: "Relates to",
    duplicates: "Duplicates",
    duplicated_by: "Duplicated by",
    blocks: "Blocks",
    blocked_by: "Blocked by",
    causes: "Causes",
    caused_by: "Caused by",
    parent: "Parent",
    child: "Child",
    major: "Major issue",
    affected: "Affected ticket",
    split_from: "Split from",
    split_into: "Split into",
    follow_up: "Follow-up",
    follows: "Follows",
  },
);
