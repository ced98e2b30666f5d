import type { EventItem } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { useDirectory } from "../api/directory";
import { messages as deskMessages } from "../messages";
import { sentence } from "../model/sentences";
import { moreSentence } from "./moreSentences";

/** The sentence of any fact of a ticket; null for those that are shown in another way. */
export function useSentence(): (event: EventItem) => string | null {
  const { locale } = useLocale();
  const t = useMessages(deskMessages);
  const names = useDirectory(locale);
  return (event) => moreSentence(event, locale, names) ?? sentence(event, t, names);
}
