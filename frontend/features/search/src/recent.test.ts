import { expect, test } from "vitest";
import { withSearch } from "./recent";

test("the newest search stands first, once, and eight are kept", () => {
  expect(withSearch(["冰箱", "空调"], "空调")).toEqual(["空调", "冰箱"]);
  expect(withSearch(["1", "2", "3", "4", "5", "6", "7", "8"], "九")).toHaveLength(8);
  expect(withSearch(["冰箱"], "  ")).toEqual(["冰箱"]);
});

test("what was only typed on replaces its beginning", () => {
  expect(withSearch(["空调", "冰箱"], "空调漏水")).toEqual(["空调漏水", "冰箱"]);
});
