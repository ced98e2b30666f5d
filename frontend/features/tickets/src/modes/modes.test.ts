import type { TicketRow, TicketType } from "@relaydesk/api-client";
import { expect, test } from "vitest";
import { addDays, addMonths, barOf, dayOr, dueWithin, mondayOf, weeksOf } from "./dates";
import { type Group, groupsOf, inGroup, moveInto, refusal, type Words } from "./groups";

const status = (key: string, category = key) => ({ key, name: key, name_en: key, category, color: "" });
const types = [
  {
    key: "request",
    name: "请求",
    name_en: "Request",
    statuses: [status("new"), status("open"), status("solved"), status("closed")],
    transitions: { new: ["open", "solved"], open: ["solved"], solved: ["open", "closed"], closed: [] },
  },
] as unknown as TicketType[];
const row = {
  number: "GD-1",
  type: { key: "request", name: "", name_en: "" },
  status: status("new"),
  priority: "P2",
  assignee: null,
  team: null,
} as unknown as TicketRow;
const words: Words = {
  types,
  agents: [{ id: "a", name: "王敏" }],
  teams: [],
  locale: "zh",
  priority: (one) => one,
  category: (one) => one,
  nobody: "未分派",
  noTeam: "无",
};
const column = (value: string | null): Group => ({ value, label: String(value), count: 0 });

test("a board shows every status but an empty last one, so that each legal move has its place", () => {
  const found = { items: [{ value: "new", count: 3 }], cut: false };
  expect(groupsOf("status", found, { view: "all" }, words).map((one) => [one.value, one.count])).toEqual([
    ["new", 3],
    ["open", 0],
    ["solved", 0],
  ]);
});

test("quick filters leave only their own columns", () => {
  const shown = groupsOf("priority", undefined, { view: "all", priority: "P0,P1" }, words);
  expect(shown.map((one) => one.value)).toEqual(["P0", "P1"]);
});

test("people are columns when they have tickets; nobody always is one", () => {
  const found = { items: [{ value: "a", count: 1 }], cut: false };
  expect(groupsOf("assignee", found, { view: "all" }, words).map((one) => one.label)).toEqual([
    "未分派",
    "王敏",
  ]);
});

test("a column is asked for by a filter, and besides the condition of the address", () => {
  expect(inGroup({ view: "all" }, "assignee", null)).toEqual({ view: "all", assignee: "none" });
  const condition = { field: "tags", operator: "is_empty" };
  expect(inGroup({ view: "all", condition }, "type", "request").condition).toEqual({
    and: [condition, { field: "type", operator: "is", value: "request" }],
  });
});

test("only legal moves are offered, and the others say why", () => {
  expect(refusal("status", column("open"), row, types)).toBeNull();
  expect(refusal("status", column("closed"), row, types)).toBe("illegal");
  expect(refusal("status", column("new"), row, types)).toBe("same");
  expect(refusal("status", column("elsewhere"), row, types)).toBe("no_status");
  expect(refusal("priority", column("P0"), row, types)).toBeNull();
});

test("a move says what is written and how the ticket looks then", () => {
  expect(moveInto("status", column("open"), row, types)?.preview.status?.category).toBe("open");
  expect(moveInto("assignee", { value: "a", label: "王敏", count: 0 }, row, types)).toEqual({
    patch: { assignee_id: "a" },
    preview: { assignee: { id: "a", name: "王敏" } },
  });
});

test("days, weeks and months of the calendar", () => {
  expect(mondayOf("2026-11-22")).toBe("2026-11-16");
  expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
  expect(addMonths("2026-12-15", 1)).toBe("2027-01-01");
  expect(weeksOf("2026-11-22", "month")).toEqual([
    "2026-10-26",
    "2026-11-02",
    "2026-11-09",
    "2026-11-16",
    "2026-11-23",
    "2026-11-30",
  ]);
  expect(weeksOf("2026-11-22", "week")).toEqual(["2026-11-16"]);
  expect(dayOr("nonsense", new Date(2026, 10, 22, 12).getTime())).toBe("2026-11-22");
});

test("a span of days is asked for from its first midnight to its last", () => {
  expect(dueWithin("2026-11-16", "2026-11-23").and).toEqual([
    { field: "next_due_at", operator: "after", value: "2026-11-15" },
    { field: "next_due_at", operator: "before", value: "2026-11-23" },
  ]);
});

test("a bar lies where its plan lies, and is never too short to be seen", () => {
  const at = (day: number, hour = 0) => new Date(2026, 10, day, hour).toISOString();
  expect(barOf(at(18), at(20), "2026-11-16", "2026-11-26")).toEqual({ start: 0.2, width: 0.2 });
  expect(barOf(at(18), null, "2026-11-16", "2026-11-26").width).toBeCloseTo(0.025);
  expect(barOf(at(1), at(30), "2026-11-16", "2026-11-26")).toEqual({ start: 0, width: 1 });
});
