import { expect, test } from "vitest";
import { browserName } from "./browser";

test("a browser is told by its header, an unknown one by the header's beginning", () => {
  const edge =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0";
  expect(browserName(edge)).toBe("Edge · Windows");
  expect(browserName("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604.1")).toBe(
    "Safari · iOS",
  );
  expect(browserName("curl/8.5.0")).toBe("curl/8.5.0");
  expect(browserName("")).toBe("");
});
