import { useLocale, useMessages } from "@relaydesk/i18n";
import { fullTime, PriorityMark, StatusDot, shortTime, timeLeft, useNow } from "@relaydesk/ui";
import { messages } from "../messages";
import type { BenchEntry } from "./api";
import type { List } from "./lists";

/** A ticket on a list, as a link: its subject, who asked, how it stands, its time left, and when it came here. */
export function BenchRow({
  entry,
  list,
  onOpen,
}: {
  entry: BenchEntry;
  list: List;
  onOpen: (number: string) => void;
}) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const { ticket, at } = entry;
  const left = timeLeft(ticket, now, locale);
  const status = locale === "en" ? ticket.status.name_en || ticket.status.name : ticket.status.name;
  return (
    <li data-row>
      <a
        href={`/desk/tickets/${ticket.number}`}
        data-row-link
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onOpen(ticket.number);
        }}
      >
        <span className="wb-line">
          <StatusDot category={ticket.status.category} />
          <strong>{ticket.subject || ticket.number}</strong>
          {left && <span className={`rd-left rd-left-${left.tone}`}>{left.text}</span>}
          <time dateTime={at} title={`${t(`at_${list}`)} ${fullTime(at, locale)}`}>
            {shortTime(at, locale, now)}
          </time>
        </span>
        <span className="wb-facts">
          <PriorityMark priority={ticket.priority} label={ticket.priority} />
          <span>{ticket.number}</span>
          <span>{status}</span>
          <span>
            {ticket.requester} → {ticket.assignee ?? ticket.team ?? t("nobody")}
          </span>
        </span>
      </a>
    </li>
  );
}
