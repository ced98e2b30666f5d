import { expect, test } from "vitest";
import { validity } from "./days";

const now = new Date("2026-11-22T15:00:00").getTime();

test("something is valid through its last day", () => {
  expect(validity("2026-11-22", now)).toBe("soon");
  expect(validity("2026-11-21", now)).toBe("over");
});

test("what ends within a month is said to end soon, and what has no end is always valid", () => {
  expect(validity("2026-12-22", now)).toBe("soon");
  expect(validity("2026-12-23", now)).toBe("valid");
  expect(validity(null, now)).toBe("always");
});
