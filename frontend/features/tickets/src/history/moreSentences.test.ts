import type { EventItem } from "@relaydesk/api-client";
import { expect, test } from "vitest";
import { moreSentence } from "./moreSentences";

const names = {
  agent: (id: unknown) => String(id),
  team: (id: unknown) => String(id),
  status: (key: unknown) => String(key),
  type: (key: unknown) => String(key),
};
const said = (name: string, data: Record<string, unknown>, locale: "zh" | "en" = "zh") =>
  moreSentence({ name, data, actor: { kind: "agent", name: "王珂" } } as EventItem, locale, names);
const LINE = { minutes: 95, activity: "维修", note: "", billable: false, spent_on: "2026-11-20" };
const COST = { item: "轴承", quantity: "2.000", unit_price: "1280.50", currency: "CNY" };

test("a corrected line of time says only what of it changed", () => {
  const corrected = (after: Partial<typeof LINE>) =>
    said("tickets.time.changed", { before: LINE, after: { ...LINE, ...after } });
  expect(corrected({ minutes: 80, billable: true })).toBe(
    "王珂 更正工时（维修）：95 分钟 → 80 分钟；改为计费",
  );
  expect(corrected({ spent_on: "2026-11-21" })).toBe(
    "王珂 更正工时（维修）：2026年11月20日 → 2026年11月21日",
  );
  expect(corrected({ activity: "电话", note: "很长" })).toBe(
    "王珂 更正工时（维修）：维修 → 电话；修改了说明",
  );
});

test("a removed line stays in the sentence", () => {
  expect(said("tickets.time.changed", { before: LINE, after: null })).toBe("王珂 删除工时 95 分钟（维修）");
  expect(said("tickets.cost.changed", { before: COST, after: null })).toBe(
    "王珂 删除费用：轴承 2 × ¥1,280.50",
  );
});

test("a link reads as part of the sentence in both languages", () => {
  const data = { kind: "blocked_by", other_number: "GD1" };
  expect(said("tickets.ticket.linked", data)).toBe("王珂 添加关联：被阻塞于 GD1");
  expect(said("tickets.ticket.linked", data, "en")).toBe("王珂 added a link: blocked by GD1");
  expect(said("tickets.ticket.unlinked", { kind: "relates" })).toBe("王珂 移除关联：相关 不可见的工单");
});
