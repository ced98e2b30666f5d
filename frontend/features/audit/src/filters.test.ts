import { expect, test } from "vitest";
import { asked, changesIn, filtersOf, plain } from "./filters";

test("only filters that are filled in are asked for", () => {
  expect(filtersOf({ actor: " 李 ", name: "", tab: "x" })).toEqual({ actor: "李" });
});

test("the last day is included", () => {
  const { since, until, actor } = asked({ actor: "li", from: "2026-11-20", to: "2026-11-22" });
  expect(actor).toBe("li");
  expect(Date.parse(until ?? "") - Date.parse(since ?? "")).toBe(3 * 86_400_000);
  expect(asked({ from: "nonsense" })).toEqual({});
});

test("before and after are told apart, however the event words them", () => {
  expect(changesIn({ changes: { priority: ["P2", "P0"] }, number: "T-1" })).toEqual({
    changes: [{ field: "priority", before: "P2", after: "P0" }],
    rest: [["number", "T-1"]],
  });
  expect(changesIn({ before: 180, after: 365 }).changes).toEqual([{ field: "", before: 180, after: 365 }]);
  expect(changesIn({ before: { a: 1, b: 2 }, after: { a: 1, b: 3 } }).changes).toEqual([
    { field: "b", before: 2, after: 3 },
  ]);
});

test("a value is one line", () => {
  expect(plain(null)).toBe("–");
  expect(plain(["a", "b"])).toBe("a, b");
  expect(plain({ a: 1 })).toBe('{"a":1}');
});
