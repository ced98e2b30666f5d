/** 我的待办 · 我发起的 · 我处理的 · 抄送我的 · @我的. */
export const LISTS = ["todo", "opened", "worked", "watched", "mentioned"] as const;
export type List = (typeof LISTS)[number];
