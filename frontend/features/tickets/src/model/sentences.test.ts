import { translate } from "@relaydesk/i18n";
import { expect, test } from "vitest";
import { messages } from "../messages";
import { sentence } from "./sentences";

const names = {
  agent: (id: unknown) => (id === "a1" ? "陈雨" : String(id)),
  team: (id: unknown) => (id === "t1" ? "华东维修" : "服务台"),
  status: (key: unknown) => ({ new: "新建", open: "处理中" })[String(key)] ?? String(key),
  type: (key: unknown) => String(key),
};
const event = (name: string, data: Record<string, unknown>, kind = "agent") => ({
  name,
  data,
  actor: { kind, name: "王珂" },
});
const zh = (one: ReturnType<typeof event>) =>
  sentence(one, (key, params) => translate(messages.zh[key], "zh", params), names);

test("an opened ticket names its channel in words, whatever the channel", () => {
  for (const channel of ["form", "web_form"])
    expect(zh(event("tickets.ticket.opened", { channel }))).toBe("王珂 通过网页表单提交了工单");
  expect(zh(event("tickets.ticket.opened", { channel: "telex" }))).toBe("王珂 通过telex提交了工单");
});

test("a status change names both statuses", () => {
  expect(zh(event("tickets.status.changed", { from_status: "new", to_status: "open" }))).toBe(
    "王珂 把状态从「新建」改为「处理中」",
  );
});

test("dispatch is told apart from a person who assigns", () => {
  const data = { assignee_id: "a1", team_id: "t1", previous_team_id: "t1" };
  expect(zh(event("tickets.ticket.assigned", data, "system"))).toBe("系统把工单派给了 陈雨");
  expect(zh(event("tickets.ticket.assigned", data))).toBe("王珂 把工单派给了 陈雨");
});

test("a hand-over to a team and removing the agent read differently", () => {
  expect(zh(event("tickets.ticket.assigned", { team_id: "t1", previous_team_id: "t2" }))).toContain(
    "转到处理组「华东维修」",
  );
  expect(zh(event("tickets.ticket.assigned", { team_id: "t1", previous_team_id: "t1" }))).toContain(
    "取消了处理人",
  );
});

test("a message is a card, not a line", () => {
  expect(zh(event("tickets.message.added", {}))).toBeNull();
});

test("an unknown fact is told in words, never by its code", () => {
  expect(zh(event("assets.device.linked", {}))).toBe("王珂 更新了工单");
});
