import { defineMessages } from "@relaydesk/i18n";

export const messages = defineMessages(
  {
    policy: "脱敏规则",
    policyHint: "哪些个人信息显示成 138****1234。保存后立刻对所有人生效，列表、消息、导出和搜索都一样。",
    policy_words: "隐私 个人信息 手机号 身份证 银行卡 邮箱 tmgz",
    kind_id_number: "身份证号",
    kind_bank_card: "银行卡号",
    kind_phone: "电话号码",
    kind_email: "邮箱地址",
    mode_always: "总是脱敏",
    mode_by_role: "按角色",
    mode_never: "不脱敏",
    mode_alwaysHint: "谁都看不到完整的，要看需填写理由。",
    mode_by_roleHint: "由角色的字段权限决定。",
    mode_neverHint: "能看到工单的人都能看到。",
    example: "例如 {text}",
    saved: "已保存，立刻生效",
    notSaved: "没有保存：",
    reveal: "查看完整内容",
    revealTitle: "查看完整内容",
    revealHint: "谁、什么时候、为什么看，都会记入记录。",
    reason: "理由",
    reasonHint: "例如：需要打电话与客户确认地址。",
    needReason: "请写明理由（至少 {n} 个字）。",
    show: "显示",
    cancel: "取消",
    hideIn: "{n} 秒后自动隐藏",
    hide: "隐藏",
    refused: "您没有查看它的权限。需要的话请联系主管。",
  },
  {
    policy: "Masking",
    policyHint:
      "Which personal data is shown as 138****1234. It counts at once for everybody: in lists, messages, exports and search.",
    policy_words: "privacy personal data phone id number bank card email",
    kind_id_number: "Identity card numbers",
    kind_bank_card: "Bank card numbers",
    kind_phone: "Phone numbers",
    kind_email: "Mail addresses",
    mode_always: "always masked",
    mode_by_role: "by role",
    mode_never: "never masked",
    mode_alwaysHint: "Nobody sees it in full without giving a reason.",
    mode_by_roleHint: "The field rights of the roles decide.",
    mode_neverHint: "Whoever sees the ticket sees it.",
    example: "for instance {text}",
    saved: "Saved; it counts at once",
    notSaved: "Not saved: ",
    reveal: "Show in full",
    revealTitle: "Show in full",
    revealHint: "Who looked, when and why goes into the record.",
    reason: "Reason",
    reasonHint: "For instance: must phone the customer about the address.",
    needReason: "Say why (at least {n} characters).",
    show: "Show",
    cancel: "Cancel",
    hideIn: "{n, plural, one {hidden in # second} other {hidden in # seconds}}",
    hide: "Hide",
    refused: "You may not see it. Ask your manager if you need to.",
  },
);

type Key = keyof typeof messages.zh;

export function keyOf(prefix: string, word: string): Key | null {
  const key = `${prefix}_${word}`;
  return Object.hasOwn(messages.zh, key) ? (key as Key) : null;
}
