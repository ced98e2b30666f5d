import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, fullTime, useNow } from "@relaydesk/ui";
import type { Fact } from "../api/types";
import { factSentence } from "../model/facts";
import { messages } from "./messages";

/** What happened to the contact itself, newest first. */
export function TimelineCard({ facts }: { facts: Fact[] }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  return (
    <section className="pe-card" aria-labelledby="pe-history">
      <header>
        <h2 id="pe-history">{t("history")}</h2>
      </header>
      {facts.length === 0 && <p className="ad-muted">{t("noHistory")}</p>}
      <ol className="pe-history">
        {facts.map((fact) => (
          <li key={fact.id}>
            <span>{factSentence(fact, t)}</span>
            <time dateTime={fact.at} title={fullTime(fact.at, locale)}>
              {dayTime(fact.at, locale, now)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
