import type { TicketRow } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { Avatar, shortTime, timeLeft, useNow } from "@relaydesk/ui";
import { memo, type ReactNode } from "react";
import { messages } from "./messages";

interface CardProps {
  row: TicketRow;
  selected: boolean;
  onSelect: (number: string) => void;
  children?: ReactNode;
}

/** One ticket as a card: a button that opens it. */
export const Card = memo(function Card({ row, selected, onSelect, children }: CardProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const left = timeLeft(row, now, locale);
  return (
    <div className={selected ? "md-card md-on" : "md-card"}>
      <button
        type="button"
        data-number={row.number}
        aria-current={selected || undefined}
        onClick={() => onSelect(row.number)}
      >
        <span className="md-card-subject">{row.subject}</span>
        <span className="md-card-facts">
          <span className={`rd-priority rd-priority-${row.priority}`} title={t(row.priority)}>
            {row.priority}
          </span>
          <span className="md-number">{row.number}</span>
          {left ? (
            <span className={`rd-left rd-left-${left.tone}`}>{left.text}</span>
          ) : (
            <span>{shortTime(row.updated_at, locale, now)}</span>
          )}
        </span>
        <span className="md-card-facts">
          <span className="md-card-requester">{row.requester.name || t("unknownRequester")}</span>
          {row.assignee ? (
            <span className="md-card-agent">
              <Avatar name={row.assignee.name} size={18} /> {row.assignee.name}
            </span>
          ) : (
            <em>{t("unassigned")}</em>
          )}
        </span>
      </button>
      {children}
    </div>
  );
});
