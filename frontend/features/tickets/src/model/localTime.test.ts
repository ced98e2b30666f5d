import { expect, test } from "vitest";
import { fromLocal, toLocal } from "./localTime";

test("an instant survives the browser's input, and an empty one is none", () => {
  const instant = "2026-11-22T01:30:00Z";
  expect(fromLocal(toLocal(instant))).toBe(instant);
  expect(fromLocal("")).toBeNull();
  expect(toLocal(null)).toBe("");
});
