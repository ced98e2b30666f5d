// @ts-expect-error - the app is typed for the browser; only this test reads a file (vitest empties style sheets)
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css: string = readFileSync(new URL("../styles/base.css", import.meta.url), "utf8");

function colours(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((found) => [found[1], found[2]]),
  );
}

function blockAfter(start: string): Record<string, string> {
  const from = css.indexOf(start);
  return colours(css.slice(from, css.indexOf("}", from)));
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const light = blockAfter(":root {");
const dark = { ...light, ...blockAfter(':root:not([data-theme="light"])') };
const TEXT_ON: readonly (readonly [string, string])[] = [
  ["text", "page"],
  ["text", "card"],
  ["text", "mine"],
  ["muted", "page"],
  ["muted", "card"],
  ["muted", "mine"],
  ["accent", "page"],
  ["accent", "card"],
  ["accent", "mine"],
  ["on-accent", "accent"],
  ["on-accent", "accent-dark"],
  ["good-text", "good"],
  ["good-text", "card"],
  ["ask-text", "ask"],
  ["ask-text", "card"],
  ["fault", "card"],
  ["fault", "fault-page"],
];

describe.each([
  ["light", light],
  ["dark", dark],
])("the %s appearance", (_, palette) => {
  it.each(TEXT_ON)("shows %s on %s with the contrast of WCAG AA", (text, ground) => {
    expect(contrast(palette[text] ?? "", palette[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
  });

  it("shows the edges of fields", () => {
    expect(contrast(palette["field-line"] ?? "", palette.card ?? "")).toBeGreaterThanOrEqual(3);
  });
});

it("is the same dark whether chosen or the system's", () => {
  expect(blockAfter(':root[data-theme="dark"]')).toEqual(blockAfter(':root:not([data-theme="light"])'));
});
