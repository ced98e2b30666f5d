import { expect, test } from "vitest";
import { faultsOf, faultText, pathOf } from "./faults";

test("the faults of a refused form are read from the problem document, whatever it holds", () => {
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf({ errors: [{ field: "email", code: "taken", message: "taken" }, {}] })).toEqual([
    { field: "email", code: "taken", message: "taken" },
    { field: "", code: "", message: "" },
  ]);
});

test("a fault stands at the field of the form, with or without the word body before it", () => {
  expect(pathOf("name")).toEqual(["name"]);
  expect(pathOf("body.name")).toEqual(["name"]);
  expect(pathOf("skills.0.level")).toEqual(["skills", 0, "level"]);
  expect(pathOf("body")).toEqual(["body"]);
});

test("a fault that has no words of ours is said as the server says it", () => {
  const fault = { field: "email", code: "odd", message: "The moon is full." };
  expect(faultText(fault, "zh")).toBe("The moon is full.");
  expect(faultText(fault, "zh", { odd: "月圆了" })).toBe("月圆了");
  expect(faultText({ ...fault, code: "required" }, "zh")).toBe("请填写。");
});
