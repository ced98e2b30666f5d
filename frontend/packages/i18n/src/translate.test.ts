import { expect, test } from "vitest";
import { translate } from "./translate";

test("a plural takes the form of the language", () => {
  const text = "{n, plural, =0 {none} one {# minute} other {# minutes}} left for {who}";
  expect(translate(text, "en", { n: 0, who: "Li" })).toBe("none left for Li");
  expect(translate(text, "en", { n: 1, who: "Li" })).toBe("1 minute left for Li");
  expect(translate(text, "en", { n: 5, who: "Li" })).toBe("5 minutes left for Li");
  expect(translate("还有 {n} 条", "zh", { n: 5 })).toBe("还有 5 条");
});

test("a parameter that is missing stays visible", () => {
  expect(translate("to {who}", "en", {})).toBe("to {who}");
});
