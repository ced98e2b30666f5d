import { expect, test } from "vitest";
import { sinceText, toneOf } from "./since";

const now = Date.parse("2026-11-22T12:00:00Z");

test("a wait is said in one unit", () => {
  expect(sinceText("2026-11-22T11:18:00Z", now, "zh")).toBe("42 分钟");
  expect(sinceText("2026-11-21T09:00:00Z", now, "zh")).toBe("27 小时");
  expect(sinceText("2026-11-17T09:00:00Z", now, "en")).toBe("5 d");
  expect(sinceText("2026-11-22T12:00:09Z", now, "en")).toBe("0 min");
});

test("only what presses is coloured", () => {
  expect(toneOf("overdue", 0)).toBe("calm");
  expect(toneOf("overdue", 1)).toBe("late");
  expect(toneOf("unassigned", 3)).toBe("warn");
  expect(toneOf("open", 300)).toBe("calm");
});
