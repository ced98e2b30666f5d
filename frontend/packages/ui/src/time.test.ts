import { expect, test } from "vitest";
import { dayLabel, dayText, durationText, fileSize, longTime, weekdayTime } from "./time";

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

test("an instant ahead names its day of the week, and its year only when it is another", () => {
  const now = new Date(2026, 10, 22, 9, 0).getTime();
  const monday = new Date(2026, 10, 23, 9, 0).toISOString();
  expect(weekdayTime(monday, "zh", now)).toBe("11月23日周一 09:00");
  expect(weekdayTime(monday, "en", now)).toMatch(/Mon.*23 Nov.*09:00/);
  expect(weekdayTime(new Date(2027, 0, 4, 9, 0).toISOString(), "zh", now)).toContain("2027");
  expect(longTime(monday, "zh")).toBe("2026年11月23日 09:00");
});

test("a day without a time is that day wherever one is", () => {
  const now = new Date(2026, 10, 22, 0, 5).getTime();
  expect(dayText("2026-11-22", "zh", now)).toBe("今天");
  expect(dayText("2026-11-20", "zh", now)).toBe("11月20日");
});

test("a file size is short", () => {
  expect(fileSize(999)).toBe("999 B");
  expect(fileSize(2_345_678)).toBe("2.3 MB");
});
