import { useLocale, useMessages } from "@relaydesk/i18n";
import { keyOf, messages } from "./messages";

interface Named {
  name: string;
  name_en?: string;
}

/** Names of roles, permissions and words of the server in the language of the screen. */
export function useWords() {
  const t = useMessages(messages);
  const { locale } = useLocale();
  return {
    t,
    locale,
    nameOf: (one: Named) => (locale === "en" ? one.name_en || one.name : one.name),
    word: (prefix: string, value: string) => {
      const key = keyOf(prefix, value);
      return key ? t(key) : value;
    },
  };
}
