/**
 * Every keyboard shortcut of the desk. This one table feeds the handler, the tooltips and the sheet.
 * `typing: true` works inside inputs as well; all others are ignored there.
 */
export const SHORTCUTS = [
  { id: "next", keys: ["j"], typing: ["Alt+j"], group: "list" },
  { id: "previous", keys: ["k"], typing: ["Alt+k"], group: "list" },
  { id: "open", keys: ["Enter", "o"], typing: [], group: "list" },
  { id: "back", keys: ["u"], typing: [], group: "list" },
  { id: "search", keys: ["/"], typing: [], group: "list" },
  { id: "filter", keys: ["f"], typing: [], group: "list" },
  { id: "display", keys: ["v"], typing: [], group: "list" },
  { id: "left", keys: ["h"], typing: [], group: "list" },
  { id: "right", keys: ["l"], typing: [], group: "list" },
  { id: "move", keys: ["m"], typing: [], group: "list" },
  { id: "views", keys: ["["], typing: [], group: "list" },
  { id: "create", keys: ["c"], typing: [], group: "list" },
  { id: "select", keys: ["x"], typing: [], group: "list" },
  { id: "selectNext", keys: ["Shift+J"], typing: [], group: "list" },
  { id: "selectPrevious", keys: ["Shift+K"], typing: [], group: "list" },
  { id: "selectAll", keys: ["Mod+a"], typing: [], group: "list" },
  { id: "unselect", keys: ["Escape"], typing: [], group: "list" },
  { id: "reply", keys: ["r"], typing: [], group: "ticket" },
  { id: "note", keys: ["n"], typing: [], group: "ticket" },
  { id: "send", keys: [], typing: ["Mod+Enter"], group: "ticket" },
  { id: "sendWithStatus", keys: [], typing: ["Mod+Shift+Enter"], group: "ticket" },
  { id: "assign", keys: ["a"], typing: [], group: "ticket" },
  { id: "status", keys: ["s"], typing: [], group: "ticket" },
  { id: "priority", keys: ["p"], typing: [], group: "ticket" },
  { id: "type", keys: ["t"], typing: [], group: "ticket" },
  { id: "team", keys: ["Shift+T"], typing: [], group: "ticket" },
  { id: "solve", keys: ["e"], typing: [], group: "ticket" },
  { id: "solveAndNext", keys: ["Shift+E"], typing: [], group: "ticket" },
  { id: "snooze", keys: ["z"], typing: [], group: "ticket" },
  { id: "properties", keys: ["]"], typing: [], group: "ticket" },
  { id: "copyNumber", keys: ["Mod+."], typing: ["Mod+."], group: "ticket" },
  { id: "palette", keys: ["Mod+k"], typing: ["Mod+k"], group: "app" },
  { id: "theme", keys: ["Shift+D"], typing: [], group: "app" },
  { id: "help", keys: ["?"], typing: ["Mod+/"], group: "app" },
] as const satisfies readonly Shortcut[];

interface Shortcut {
  id: string;
  keys: readonly string[];
  typing: readonly string[];
  group: "list" | "ticket" | "app";
}

export type ShortcutId = (typeof SHORTCUTS)[number]["id"];
export type ShortcutGroup = Shortcut["group"];

const GROUPS = new Map<string, ShortcutGroup>(SHORTCUTS.map(({ id, group }) => [id, group]));

export function groupOf(id: ShortcutId): ShortcutGroup {
  return GROUPS.get(id) ?? "app";
}

export interface KeyPress {
  key: string;
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
  keyCode: number;
}

/** True while an input method builds a word: Enter that picks a candidate must never send. */
export function composing(press: Pick<KeyPress, "isComposing" | "keyCode">): boolean {
  return press.isComposing || press.keyCode === 229;
}

/** Whether a key press is `combo`, such as `j`, `?`, `Shift+D`, `Alt+k` or `Mod+Enter` (Ctrl, or ⌘ on a Mac). */
export function matches(press: KeyPress, combo: string): boolean {
  const parts = combo.split("+");
  const key = parts.pop() ?? "";
  const wants = (name: string) => parts.includes(name);
  if (wants("Mod") !== (press.ctrlKey || press.metaKey)) return false;
  if (wants("Alt") !== press.altKey) return false;
  // Alt changes what a Mac types (Alt+j is ∆), so compare the place of the key there.
  if (wants("Alt")) return press.key.toLowerCase() === key || press.code === `Key${key.toUpperCase()}`;
  if (/^[a-z]$/i.test(key)) {
    return press.key.toLowerCase() === key.toLowerCase() && wants("Shift") === press.shiftKey;
  }
  if (key === "Enter") return press.key === key && wants("Shift") === press.shiftKey;
  return press.key === key;
}

export function shortcutOf(press: KeyPress, typing: boolean): ShortcutId | null {
  if (composing(press)) return null;
  const found = SHORTCUTS.find((shortcut) => {
    const combos: readonly string[] = typing ? shortcut.typing : [...shortcut.keys, ...shortcut.typing];
    return combos.some((combo) => matches(press, combo));
  });
  return found?.id ?? null;
}

/** How a combo is written for the reader: `Mod+Enter` is Ctrl Enter, or ⌘ Enter on a Mac. */
export function keyLabels(combo: string, mac: boolean): string[] {
  return combo.split("+").map((part) => {
    if (part === "Mod") return mac ? "⌘" : "Ctrl";
    if (part === "Alt") return mac ? "⌥" : "Alt";
    if (part === "Enter") return "↵";
    if (part === "Escape") return "Esc";
    return part.length === 1 ? part.toUpperCase() : part;
  });
}
