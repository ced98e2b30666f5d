import { expect, test } from "vitest";
import { copyText } from "./copyText";

test("each further press copies more, and the fourth begins anew", () => {
  const presses = [1, 2, 3, 4].map((times) => copyText(times, "GD1", "空调", "https://x/1"));
  expect(presses).toEqual(["GD1", "GD1 空调", "GD1 空调 https://x/1", "GD1"]);
});

test("a subject that a role hides leaves no gap", () => {
  expect(copyText(3, "GD1", "", "https://x/1")).toBe("GD1 https://x/1");
});
