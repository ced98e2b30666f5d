import { type Locale, useLocale, useMessages } from "@relaydesk/i18n";
import { type Command, type Density, type ThemeChoice, useThemeChoice } from "@relaydesk/ui";
import { messages } from "./messages";

type Key = keyof typeof messages.zh;

/** Theme, language and density. */
export function useLookCommands(): Command[] {
  const t = useMessages(messages);
  const { setChoice, setDensity } = useThemeChoice();
  const { setLocale } = useLocale();
  const one = (key: Key, words: string, run: () => void): Command => ({
    id: `look.${key}`,
    group: "look",
    title: t(key),
    words: `${messages.zh[key]} ${messages.en[key]} ${words}`,
    run,
  });
  const theme = (choice: ThemeChoice) => one(choice, "theme 主题 外观 zt", () => setChoice(choice));
  const density = (choice: Density) =>
    one(choice, "density 密度 md", () => {
      setDensity(choice);
      // Virtual lists know the height of their rows from the start.
      location.reload();
    });
  const language = (key: Key, locale: Locale) =>
    one(key, "language 语言 yy zhongwen yingwen", () => setLocale(locale));
  return [
    theme("light"),
    theme("dark"),
    theme("system"),
    language("chinese", "zh"),
    language("english", "en"),
    density("compact"),
    density("comfortable"),
  ];
}
