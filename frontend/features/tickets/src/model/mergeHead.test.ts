import { expect, test } from "vitest";
import { mergeHead } from "./mergeHead";

const page = (numbers: string, next: string | null = "c") => ({
  items: [...numbers].map((number) => ({ number })),
  next_cursor: next,
});
const numbers = (pages: { items: { number: string }[] }[]) =>
  pages.flatMap((one) => one.items.map((row) => row.number)).join("");

test("a new row leads and pushes none out", () => {
  const merged = mergeHead([page("abc", "1"), page("def", "2")], page("xab", "n"), new Set(["x"]));
  expect(numbers(merged)).toBe("xabcdef");
  expect(merged.at(-1)?.next_cursor).toBe("2");
});

test("a row that left the view is gone, one that moved up stands once", () => {
  expect(numbers(mergeHead([page("abc"), page("def")], page("eac"), new Set(["b", "e"])))).toBe("eacdf");
});

test("a short list is simply replaced", () => {
  expect(numbers(mergeHead([page("abc"), page("def")], page("ab", null), new Set()))).toBe("ab");
});
