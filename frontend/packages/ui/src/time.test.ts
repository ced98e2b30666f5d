import { expect, test } from "vitest";
import { dayLabel, durationText, fileSize } from "./time";

test("a duration is hours and minutes, never days", () => {
  expect(durationText(42, "zh")).toBe("42 分");
  expect(durationText(125, "zh")).toBe("2 小时 5 分");
  expect(durationText(120, "en")).toBe("2h");
  expect(durationText(1500, "en")).toBe("25h");
});

test("yesterday is called yesterday", () => {
  const now = new Date(2026, 10, 22, 9, 0).getTime();
  expect(dayLabel(new Date(2026, 10, 21, 23, 0).toISOString(), "zh", now)).toBe("昨天");
  expect(dayLabel(new Date(2026, 10, 22, 1, 0).toISOString(), "en", now)).toBe("today");
  expect(dayLabel(new Date(2025, 10, 22, 1, 0).toISOString(), "zh", now)).toContain("2025");
});

test("a file size is short", () => {
  expect(fileSize(999)).toBe("999 B");
  expect(fileSize(2_345_678)).toBe("2.3 MB");
});
