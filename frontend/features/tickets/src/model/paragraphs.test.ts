import { expect, test } from "vitest";
import { paragraphsOf } from "./paragraphs";

test("what is typed is never markup", () => {
  expect(paragraphsOf("<img src=x onerror=alert(1)> & so on")).toBe(
    "<p>&lt;img src=x onerror=alert(1)&gt; &amp; so on</p>",
  );
});

test("empty lines part paragraphs, breaks stay", () => {
  expect(paragraphsOf(" one\ntwo\n\n\nthree ")).toBe("<p>one<br>two</p><p>three</p>");
  expect(paragraphsOf("  \n ")).toBe("");
});
