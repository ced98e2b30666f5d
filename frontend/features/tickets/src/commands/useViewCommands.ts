import { useMessages } from "@relaydesk/i18n";
import type { Command, CommandContext } from "@relaydesk/ui";
import { messages as words } from "../messages";
import { VIEWS } from "../model/search";

/** The ways to the views. */
export function useViewCommands({ permissions, go }: CommandContext): Command[] {
  const t = useMessages(words);
  if (!permissions.has("tickets.read")) return [];
  return VIEWS.map((view) => ({
    id: `view.${view}`,
    group: "go",
    title: t(`view_${view}`),
    words: `${words.zh[`view_${view}`]} ${words.en[`view_${view}`]} view`,
    run: () => go(`/desk/tickets?view=${view}`),
  }));
}
