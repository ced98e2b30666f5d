import type { Locale, Messages } from "@relaydesk/i18n";
import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";

/** The groups of the settings menu, in their order. */
export const GROUPS = ["people", "rights", "signIn", "privacy", "record"] as const;
export type AdminGroup = (typeof GROUPS)[number];

/** A text in both languages: the search finds a setting by either. */
export type Said = Record<Locale, string>;

/**
 * One page of the administration, as a feature registers it. The app composes the entries of all features, so that
 * no feature needs to know another.
 */
export interface AdminEntry {
  id: string;
  /** The first part of the address after `/desk/admin/`; what follows it is the page's own. */
  path: string;
  group: AdminGroup;
  /** Whoever holds one of these sees the page. */
  permissions: readonly string[];
  icon: LucideIcon;
  title: Said;
  /** Further words by which the search finds it; the Chinese ones end with the pinyin initials of the title. */
  words: Said;
  /** A lazily loaded component: nothing of the administration belongs into the desk's first load. */
  Page: ComponentType;
}

/** A key of a catalogue in both languages. */
export function said<K extends string>(messages: Messages<K>, key: K): Said {
  return { zh: messages.zh[key], en: messages.en[key] };
}

export function permitted(entries: readonly AdminEntry[], held: ReadonlySet<string>): AdminEntry[] {
  return entries.filter((entry) => entry.permissions.some((one) => held.has(one)));
}

/** The entries that have every word of `text` in a title or among the words, in whichever language. */
export function findEntries(entries: readonly AdminEntry[], text: string): AdminEntry[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all = (entry: AdminEntry) =>
    [entry.title.zh, entry.title.en, entry.words.zh, entry.words.en].join(" ").toLowerCase();
  return entries.filter((entry) => wanted.every((word) => all(entry).includes(word)));
}
