import { useLocale } from "@relaydesk/i18n";
import type { Command, CommandContext } from "@relaydesk/ui";
import { nameOf } from "./current";
import { useViews } from "./useViews";

/** The ways to the views, found by both names. */
export function useViewCommands({ permissions, go }: CommandContext): Command[] {
  const { locale } = useLocale();
  const { data } = useViews();
  if (!permissions.has("tickets.read")) return [];
  return (data?.items ?? [])
    .filter((view) => view.for_me)
    .map((view) => ({
      id: `view.${view.key}`,
      group: "go",
      title: nameOf(view, locale),
      words: `${view.name} ${view.name_en} ${view.folder} view`,
      run: () => go(`/desk/tickets?view=${view.key}`),
    }));
}
