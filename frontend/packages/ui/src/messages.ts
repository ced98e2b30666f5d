import { defineMessages } from "@relaydesk/i18n";

export const messages = defineMessages(
  {
    retry: "重试",
    loading: "正在加载…",
    offline: "连不上服务器。请检查网络，然后重试；您写的内容还在。",
    forbidden: "您没有做这件事的权限。需要的话请联系管理员。",
    notFound: "找不到：可能已被移走，或者您无权查看。",
    stale: "别人刚刚改过，请重新载入后再改。",
    tooLarge: "内容太大，请缩小附件后再试。",
    rateLimited: "操作太频繁，请稍等片刻再试。",
    server: "服务器出了错。请稍后重试；如果一直这样，请把时间告诉管理员。",
    remoteImages: "为保护隐私，已拦下邮件里的外部图片。",
    showImages: "显示图片",
    showQuoted: "显示引用的内容",
    hideQuoted: "收起引用的内容",
  },
  {
    retry: "Try again",
    loading: "Loading…",
    offline: "The server cannot be reached. Check the network and try again; what you wrote is still here.",
    forbidden: "You may not do this. Ask an administrator if you need to.",
    notFound: "Not found: it may have been moved, or you may not see it.",
    stale: "Someone else has just changed it. Reload, then change it again.",
    tooLarge: "This is too large. Make the attachments smaller and try again.",
    rateLimited: "Too many requests. Wait a moment and try again.",
    server: "The server failed. Try again later; if it goes on, tell an administrator the time.",
    remoteImages: "Remote images of this mail were held back to protect your privacy.",
    showImages: "Show images",
    showQuoted: "Show quoted text",
    hideQuoted: "Hide quoted text",
  },
);
