import { permitted } from "@relaydesk/admin-kit/entries";
import { useLocale, useMessages } from "@relaydesk/i18n";
import type { Command, CommandContext } from "@relaydesk/ui";
import { adminEntries } from "../admin";
import { messages } from "./messages";

type Place = "search" | "bench" | "wallboard" | "account" | "outbox" | "intake";

const PLACES: readonly [Place, string, string | null][] = [
  ["search", "/desk/search", null],
  ["bench", "/desk/work", "tickets.read"],
  ["wallboard", "/desk/wallboard", "tickets.read"],
  ["outbox", "/desk/outbox", "channels.outbox"],
  ["intake", "/desk/intake", "channels.intake"],
  ["account", "/desk/account", null],
];

/** The ways to every page: of the desk, and of the administration by the entries of the features. */
export function usePlaceCommands({ permissions, go }: CommandContext): Command[] {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const places = PLACES.filter(([, , needs]) => !needs || permissions.has(needs));
  return [
    ...places.map(
      ([place, href]): Command => ({
        id: `go.${place}`,
        group: "go",
        title: t(place),
        words: `${messages.zh[place]} ${messages.en[place]}`,
        shortcut: place === "search" ? "search" : undefined,
        run: () => go(href),
      }),
    ),
    ...permitted(adminEntries, new Set(permissions)).map(
      (entry): Command => ({
        id: `admin.${entry.id}`,
        group: "go",
        title: t("setting", { name: entry.title[locale] }),
        words: [entry.title.zh, entry.title.en, entry.words.zh, entry.words.en, "settings 设置"].join(" "),
        run: () => go(`/desk/admin/${entry.path}`),
      }),
    ),
  ];
}
