import { expect, test } from "vitest";
import { htmlOf, plainOf } from "./plain";

test("simple text goes to HTML and back", () => {
  const text = '您好，{{ requester.name }}\n第二行\n\n1 < 2 & "好"';
  expect(htmlOf(text)).toBe('<p>您好，{{ requester.name }}<br>第二行</p><p>1 &lt; 2 &amp; "好"</p>');
  expect(plainOf(htmlOf(text))).toBe(text);
});

test("rich HTML stays what it is", () => {
  expect(plainOf("<p><b>好</b></p>")).toBe("<p><b>好</b></p>");
  expect(htmlOf("<p><b>好</b></p>")).toBe("<p><b>好</b></p>");
  expect(htmlOf("  ")).toBe("");
});
