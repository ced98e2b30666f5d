import { expect, test } from "vitest";
import { dayOf, endOf, lastDayOf, startOf, validityOf } from "./spans";

test("a span of days includes its last day and comes back as the same days", () => {
  expect(dayOf(startOf("2026-11-22"))).toBe("2026-11-22");
  expect(lastDayOf(endOf("2026-12-31"))).toBe("2026-12-31");
  expect(Date.parse(endOf("2026-11-22") ?? "") - Date.parse(startOf("2026-11-22") ?? "")).toBe(86_400_000);
  expect(startOf("")).toBeNull();
  expect(endOf("")).toBeNull();
  expect(dayOf(null)).toBe("");
});

test("a role counts from its first instant until before its last", () => {
  const role = { valid_from: "2026-11-22T00:00:00Z", valid_until: "2026-11-23T00:00:00Z" };
  expect(validityOf(role, Date.parse("2026-11-21T23:59:59Z"))).toBe("future");
  expect(validityOf(role, Date.parse("2026-11-22T00:00:00Z"))).toBe("now");
  expect(validityOf(role, Date.parse("2026-11-23T00:00:00Z"))).toBe("over");
  expect(validityOf({ valid_from: null, valid_until: null }, 0)).toBe("now");
});
