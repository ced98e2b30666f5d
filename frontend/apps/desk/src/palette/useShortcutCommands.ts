import { useMessages } from "@relaydesk/i18n";
import {
  type Command,
  type CommandContext,
  SHORTCUTS,
  type ShortcutId,
  useShortcutFinder,
} from "@relaydesk/ui";
import { messages } from "../messages";

/** Shortcuts that move something on the screen, or whose command the palette has with its second step. */
const NOT_HERE = new Set<ShortcutId>([
  "next",
  "previous",
  "open",
  "send",
  "sendWithStatus",
  "palette",
  "search",
  "assign",
  "status",
  "priority",
  "type",
  "team",
]);

/**
 * Whatever the keyboard can do on this screen, by name: from the one table of shortcuts. While tickets are selected,
 * nothing that would act on the open one alone.
 */
export function useShortcutCommands({ selected }: CommandContext): Command[] {
  const t = useMessages(messages);
  const find = useShortcutFinder();
  return SHORTCUTS.flatMap((shortcut): Command[] => {
    const run =
      NOT_HERE.has(shortcut.id) || (selected && shortcut.group === "ticket") ? null : find(shortcut.id);
    if (!run) return [];
    const key = `key_${shortcut.id}` as const;
    return [
      {
        id: `key.${shortcut.id}`,
        group: shortcut.group === "ticket" ? "ticket" : shortcut.id === "create" ? "make" : "look",
        title: t(key),
        words: `${messages.zh[key]} ${messages.en[key]}`,
        shortcut: shortcut.id,
        // After the palette has gone, so that what opens can take the focus.
        run: () => void setTimeout(run),
      },
    ];
  });
}
