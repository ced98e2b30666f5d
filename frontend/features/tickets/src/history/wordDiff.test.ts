import { expect, test } from "vitest";
import { wordDiff } from "./wordDiff";

const shown = (older: string, newer: string) =>
  wordDiff(older, newer)
    .map(({ kind, text }) => (kind === "same" ? text : kind === "gone" ? `[-${text}-]` : `{+${text}+}`))
    .join("");

test("words change whole, Chinese characters one by one", () => {
  expect(shown("printer is broken", "printer was broken")).toBe("printer [-is-]{+was+} broken");
  expect(shown("空调不制冷", "空调完全不制冷")).toBe("空调{+完全+}不制冷");
});

test("nothing changes nothing, and everything may change", () => {
  expect(shown("一样", "一样")).toBe("一样");
  expect(shown("", "新的")).toBe("{+新的+}");
  expect(shown("旧的", "")).toBe("[-旧的-]");
});

test("both texts can be read back out of the pieces", () => {
  const pairs: [string, string][] = [
    ["the quick brown fox", "a quick red fox jumps"],
    ["退货 申请 第1次", "换货申请 第2次！"],
    ["x".repeat(900), "y ".repeat(900)],
  ];
  for (const [older, newer] of pairs) {
    const pieces = wordDiff(older, newer);
    expect(
      pieces
        .filter((one) => one.kind !== "new")
        .map((one) => one.text)
        .join(""),
    ).toBe(older);
    expect(
      pieces
        .filter((one) => one.kind !== "gone")
        .map((one) => one.text)
        .join(""),
    ).toBe(newer);
  }
});
