import { expect, it } from "vitest";
import { addMonths, read, shown, weeksOf, within } from "./values";

const TODAY = "2026-11-22";
const day = (text: string) => read(text, false, TODAY);
const moment = (text: string, before?: string) => read(text, true, TODAY, before);

it("shows dates in the desk's language, never in the browser's", () => {
  expect(shown("2026-11-22T14:30", "zh")).toBe("2026-11-22 14:30");
  expect(shown("2026-11-22", "zh")).toBe("2026-11-22");
  expect(shown("2026-11-02T09:05", "en")).toBe("2 Nov 2026, 09:05");
  expect(shown("", "zh")).toBe("");
});

it("reads what it shows", () => {
  for (const locale of ["zh", "en"] as const) {
    expect(moment(shown("2026-02-03T04:05", locale))).toBe("2026-02-03T04:05");
    expect(day(shown("2026-12-31", locale))).toBe("2026-12-31");
  }
});

it.each([
  ["2026-1-5", "2026-01-05"],
  ["2026/01/05", "2026-01-05"],
  ["2026年1月5日", "2026-01-05"],
  ["20260105", "2026-01-05"],
  ["5/1/2026", "2026-01-05"],
  ["5 January 2026", "2026-01-05"],
  ["5 jan", "2026-01-05"],
  ["12-1", "2026-12-01"],
  ["明天", "2026-11-23"],
  ["Today", "2026-11-22"],
])("takes %s as people write it", (text, wanted) => {
  expect(day(text)).toBe(wanted);
});

it.each(["", "2026-02-30", "2026-13-01", "soon", "2026-11", "26-1-5", "2026-11-22 14:30"])(
  "does not guess at %j",
  (text) => {
    expect(day(text)).toBeNull();
  },
);

it("takes a time of day alone as today's, and keeps the time when only the day is typed", () => {
  expect(moment("8:15")).toBe("2026-11-22T08:15");
  expect(moment("2026-11-30", "2026-11-22T17:45")).toBe("2026-11-30T17:45");
  expect(moment("2026-11-30")).toBe("2026-11-30T09:00");
  expect(moment("2026-11-30 24:10")).toBeNull();
});

it("goes to the last day of a shorter month", () => {
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
});

it("draws whole weeks from Monday that hold the whole month", () => {
  const weeks = weeksOf(TODAY);
  expect(weeks.every((week) => week.length === 7)).toBe(true);
  expect(weeks[0]?.[0]).toBe("2026-10-26");
  expect(weeks.at(-1)?.at(-1)).toBe("2026-12-06");
  expect(weeksOf("2027-02-10").length).toBe(4);
});

it("knows what is too early and too late", () => {
  expect(within("2026-11-22", "2026-11-22", "2026-11-22")).toBe(true);
  expect(within("2026-11-21", "2026-11-22")).toBe(false);
  expect(within("2026-11-23", undefined, "2026-11-22")).toBe(false);
});
