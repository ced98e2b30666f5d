import { expect, it } from "vitest";
import { makeWritten } from "./written";

it("knows an address that comes late, when the cursor is further on", () => {
  const own = makeWritten();
  own.write("A");
  own.write("B");
  expect(own.seen("A")).toBe(true);
  expect(own.seen("B")).toBe(true);
});

it("knows the last one when those before were left out, and no longer those", () => {
  const own = makeWritten();
  own.write("A");
  own.write("B");
  expect(own.seen("B")).toBe(true);
  expect(own.seen("A")).toBe(false);
});

it("follows the reader who goes back, chooses another ticket or the list", () => {
  const own = makeWritten();
  own.write("A");
  expect(own.seen(null)).toBe(false);
  expect(own.seen("A")).toBe(false);
  own.write("B");
  expect(own.seen("Z")).toBe(false);
  expect(own.seen("B")).toBe(false);
});

it("knows the same address however often it is looked at", () => {
  const own = makeWritten();
  own.write("A");
  expect(own.seen("A")).toBe(true);
  expect(own.seen("A")).toBe(true);
});
