import { useLocale } from "@relaydesk/i18n";
import { clockTime, dayLabel, fullTime, useNow } from "@relaydesk/ui";

export function EventLine({ text, at }: { text: string; at: string }) {
  const { locale } = useLocale();
  const now = useNow();
  return (
    <li className="tk-event">
      {text} ·{" "}
      <time dateTime={at} title={fullTime(at, locale)}>
        {dayLabel(at, locale, now)} {clockTime(at, locale)}
      </time>
    </li>
  );
}
