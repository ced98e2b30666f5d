import { useMessages } from "@relaydesk/i18n";
import { EmptyState } from "@relaydesk/ui";
import { Button } from "antd";
import { History, Search } from "lucide-react";
import { useState } from "react";
import { messages } from "./messages";
import { forgetSearches, recentSearches } from "./recent";

/** What to do with an empty box: the last searches, and what can be typed. */
export function Recent({ owner, onChoose }: { owner: string; onChoose: (q: string) => void }) {
  const t = useMessages(messages);
  const [kept, setKept] = useState(() => recentSearches(owner));
  return (
    <>
      {kept.length > 0 && (
        <section className="sr-recent" aria-label={t("recent")}>
          <h2>
            {t("recent")}
            <Button
              type="link"
              size="small"
              onClick={() => {
                forgetSearches(owner);
                setKept([]);
              }}
            >
              {t("forget")}
            </Button>
          </h2>
          <ul>
            {kept.map((one) => (
              <li key={one} data-row>
                <button type="button" data-row-link onClick={() => onChoose(one)}>
                  <History size={14} aria-hidden /> {one}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <EmptyState icon={<Search size={36} aria-hidden />} title={t("begin")} hint={t("beginHint")} />
    </>
  );
}
