import { expect, test } from "vitest";
import { type KeyPress, SHORTCUTS, shortcutOf } from "./table";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  keyCode: 0,
  ...more,
});

test("a letter alone works outside inputs only", () => {
  expect(shortcutOf(press("j"), false)).toBe("next");
  expect(shortcutOf(press("j"), true)).toBeNull();
  expect(shortcutOf(press("j", { altKey: true }), true)).toBe("next");
});

test("Ctrl+J of the browser is left alone", () => {
  expect(shortcutOf(press("j", { ctrlKey: true }), false)).toBeNull();
});

test("shift tells the team from the type", () => {
  expect(shortcutOf(press("t"), false)).toBe("type");
  expect(shortcutOf(press("T", { shiftKey: true }), false)).toBe("team");
});

test("Ctrl and ⌘ with Enter send, with Shift they set the status as well", () => {
  expect(shortcutOf(press("Enter", { ctrlKey: true }), true)).toBe("send");
  expect(shortcutOf(press("Enter", { metaKey: true, shiftKey: true }), true)).toBe("sendWithStatus");
});

test("nothing happens while an input method is composing", () => {
  expect(shortcutOf(press("Enter", { ctrlKey: true, isComposing: true }), true)).toBeNull();
  expect(shortcutOf(press("Enter", { ctrlKey: true, keyCode: 229 }), true)).toBeNull();
});

test("no two shortcuts share a key", () => {
  const all = SHORTCUTS.flatMap((shortcut) => [...new Set<string>([...shortcut.keys, ...shortcut.typing])]);
  expect(new Set(all).size).toBe(all.length);
});

test("the table has every shortcut of the interface contract", () => {
  const find = (key: string, more: Partial<KeyPress> = {}, typing = false) =>
    shortcutOf(press(key, more), typing);
  expect(find("k", { ctrlKey: true }, true)).toBe("palette");
  expect(find("k", { metaKey: true })).toBe("palette");
  expect(find("?", { shiftKey: true })).toBe("help");
  expect(find("/", { ctrlKey: true }, true)).toBe("help");
  expect(find("/")).toBe("search");
  expect(find("f")).toBe("filter");
  expect(find("k", { altKey: true }, true)).toBe("previous");
  expect(find("[")).toBe("views");
  expect(find("]")).toBe("properties");
  expect(find("e")).toBe("solve");
  expect(find("E", { shiftKey: true })).toBe("solveAndNext");
  expect(find("D", { shiftKey: true })).toBe("theme");
  expect(["a", "s", "p", "t", "r", "n"].map((key) => find(key))).toEqual([
    "assign",
    "status",
    "priority",
    "type",
    "reply",
    "note",
  ]);
  expect(find("k", { ctrlKey: true, shiftKey: true })).toBeNull();
});

test("a Mac's Alt+J, which types ∆, still moves on while one types", () => {
  expect(shortcutOf(press("∆", { altKey: true, code: "KeyJ" }), true)).toBe("next");
});

/** The key presses of a whole word, as the browsers report them while an input method builds it. */
const COMPOSITIONS: Record<string, KeyPress[]> = {
  "Chrome: the first letter, a digit that picks, Enter that confirms": [
    press("Process", { keyCode: 229 }),
    press("j", { isComposing: true, keyCode: 229 }),
    press("1", { isComposing: true, keyCode: 229 }),
    press("Enter", { isComposing: true, keyCode: 229 }),
  ],
  "Firefox: keys by name, always composing": [
    press("j", { isComposing: true, keyCode: 229 }),
    press("k", { isComposing: true, keyCode: 229 }),
    press("Enter", { isComposing: true, keyCode: 13, ctrlKey: true }),
  ],
  "Safari: the Enter after compositionend has only its code 229": [
    press("e", { isComposing: true, keyCode: 229 }),
    press("Enter", { isComposing: false, keyCode: 229, ctrlKey: true }),
  ],
};

for (const [browser, presses] of Object.entries(COMPOSITIONS)) {
  test(`composing, ${browser}: no shortcut, and the next real key is one again`, () => {
    for (const each of presses) {
      expect(shortcutOf(each, true)).toBeNull();
      expect(shortcutOf(each, false)).toBeNull();
    }
    expect(shortcutOf(press("Enter", { ctrlKey: true, keyCode: 13 }), true)).toBe("send");
    expect(shortcutOf(press("j", { keyCode: 74 }), false)).toBe("next");
  });
}
