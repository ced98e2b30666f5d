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
