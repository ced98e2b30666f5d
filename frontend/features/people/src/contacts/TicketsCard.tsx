import { useAdmin } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { PriorityMark, StatusDot, shortTime, useNow } from "@relaydesk/ui";
import type { Overview } from "../api/types";
import { useNameOf } from "../names";
import { messages } from "./messages";

/** The contact's newest tickets; each opens on the desk. */
export function TicketsCard({ tickets }: { tickets: NonNullable<Overview["tickets"]> }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const nameOf = useNameOf();
  const { openTicket } = useAdmin();
  const { items, open, total } = tickets;
  return (
    <section className="pe-card" aria-labelledby="pe-tickets">
      <header>
        <h2 id="pe-tickets">{t("tickets")}</h2>
        <span className="ad-muted">{t("ticketCounts", { open, total })}</span>
      </header>
      {items.length === 0 && <p className="ad-muted">{t("noTickets")}</p>}
      <ul className="pe-lines">
        {items.map((ticket) => (
          <li key={ticket.number}>
            <button type="button" className="pe-line" onClick={() => openTicket(ticket.number)}>
              <span className="pe-line-main">{ticket.subject ?? "…"}</span>
              <time dateTime={ticket.updated_at}>{shortTime(ticket.updated_at, locale, now)}</time>
              <span className="pe-line-sub">
                <StatusDot category={ticket.status.category} /> {nameOf(ticket.status)}
                {ticket.priority && <PriorityMark priority={ticket.priority} label={ticket.priority} />}
                <span>{ticket.number}</span>
                {ticket.assignee && <span>{ticket.assignee.name}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {total > items.length && <p className="ad-muted">{t("moreTickets")}</p>}
    </section>
  );
}
