import { expect, test } from "vitest";
import { isEmptyHtml } from "./draft";

test("a text of empty paragraphs is empty, a picture is not", () => {
  expect(isEmptyHtml("<p></p><p>&nbsp;<br></p>")).toBe(true);
  expect(isEmptyHtml("<p><img src='/x'></p>")).toBe(false);
  expect(isEmptyHtml("<p>好</p>")).toBe(false);
});
