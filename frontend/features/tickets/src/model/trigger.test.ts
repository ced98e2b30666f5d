import { expect, test } from "vitest";
import { triggerOf } from "./trigger";

test("@ offers colleagues in notes, after a space or a Chinese word, not inside an address", () => {
  expect(triggerOf("请看一下@zs", true)).toEqual({ kind: "mention", text: "zs", length: 3 });
  expect(triggerOf("@", true)).toEqual({ kind: "mention", text: "", length: 1 });
  expect(triggerOf("wang@example", true)).toBeNull();
  expect(triggerOf("@zs", false)).toBeNull();
  expect(triggerOf("@张三 好", true)).toBeNull();
});

test("/ and :: offer saved replies where a word begins, not in paths, dates and addresses", () => {
  expect(triggerOf("/tk", false)).toEqual({ kind: "saved", text: "tk", length: 3 });
  expect(triggerOf("您好 ::退款", false)).toEqual({ kind: "saved", text: "退款", length: 4 });
  expect(triggerOf("https://a", false)).toBeNull();
  expect(triggerOf("2026/11", false)).toBeNull();
  expect(triggerOf("a/b", false)).toBeNull();
});
