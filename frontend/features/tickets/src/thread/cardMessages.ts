import { defineMessages } from "@relaydesk/i18n";

const zh = {
  always: "始终显示 {name} 的图片",
  to: "收件人",
  cc: "抄送",
  bcc: "密送",
  originalTitle: "原始邮件",
  download: "下载 .eml",
  close: "关闭",
  cut: "只显示前 {n} KB，完整内容请下载。",
} as const;

const en: Record<keyof typeof zh, string> = {
  always: "Always show images of {name}",
  to: "To",
  cc: "Cc",
  bcc: "Bcc",
  originalTitle: "Original mail",
  download: "Download .eml",
  close: "Close",
  cut: "The first {n} KB only; download for all of it.",
};

export const messages = defineMessages(zh, en);
