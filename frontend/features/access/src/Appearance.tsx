import { type Locale, useLocale, useMessages } from "@relaydesk/i18n";
import { type ThemeChoice, useThemeChoice } from "@relaydesk/ui";
import { Segmented } from "antd";
import { Monitor, Moon, Sun } from "lucide-react";
import { messages } from "./messages";

export function LocaleSwitch({ onChange }: { onChange?: (locale: Locale) => void }) {
  const t = useMessages(messages);
  const { locale, setLocale } = useLocale();
  return (
    <Segmented<Locale>
      aria-label={t("language")}
      value={locale}
      options={[
        { value: "zh", label: "中文" },
        { value: "en", label: "English" },
      ]}
      onChange={(next) => {
        setLocale(next);
        onChange?.(next);
      }}
    />
  );
}

export function ThemeSwitch() {
  const t = useMessages(messages);
  const { choice, setChoice } = useThemeChoice();
  const option = (value: ThemeChoice, Icon: typeof Sun) => ({
    value,
    title: t(value),
    label: (
      <span className="access-theme">
        <Icon size={14} aria-hidden />
        <span className="rd-hidden">{t(value)}</span>
      </span>
    ),
  });
  return (
    <Segmented<ThemeChoice>
      aria-label={t("theme")}
      value={choice}
      options={[option("light", Sun), option("dark", Moon), option("system", Monitor)]}
      onChange={setChoice}
    />
  );
}
