import { useLocale, useMessages } from "@relaydesk/i18n";
import { fullTime, PriorityMark, StatusDot, shortTime, useNow } from "@relaydesk/ui";
import type { ReactNode } from "react";
import type { FoundContact, FoundTicket } from "./api";
import { Marked } from "./Marked";
import { messages } from "./messages";

interface RowProps {
  href: string;
  onOpen: () => void;
  children: ReactNode;
}

function Row({ href, onOpen, children }: RowProps) {
  return (
    <li data-row>
      <a
        href={href}
        data-row-link
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onOpen();
        }}
      >
        {children}
      </a>
    </li>
  );
}

export function TicketResult({
  ticket,
  categoryName,
  onOpen,
}: {
  ticket: FoundTicket;
  categoryName: string;
  onOpen: () => void;
}) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  return (
    <Row href={`/desk/tickets/${ticket.number}`} onOpen={onOpen}>
      <span className="sr-line">
        <StatusDot category={ticket.category} />
        <strong>{ticket.subject.length > 0 ? <Marked pieces={ticket.subject} /> : ticket.number}</strong>
        <time dateTime={ticket.updated_at} title={fullTime(ticket.updated_at, locale)}>
          {shortTime(ticket.updated_at, locale, now)}
        </time>
      </span>
      {ticket.snippet.length > 0 && (
        <span className="sr-snippet">
          <Marked pieces={ticket.snippet} />
        </span>
      )}
      <span className="sr-facts">
        <PriorityMark priority={ticket.priority} label={ticket.priority} />
        <span>{ticket.number}</span>
        <span>{categoryName}</span>
        <span>
          {ticket.requester} → {ticket.assignee ?? t("unassigned")}
        </span>
      </span>
    </Row>
  );
}

export function ContactResult({ contact, onOpen }: { contact: FoundContact; onOpen: () => void }) {
  return (
    <Row href={`/desk/admin/contacts/${contact.id}`} onOpen={onOpen}>
      <span className="sr-line">
        <strong>
          <Marked pieces={contact.name} />
        </strong>
      </span>
      <span className="sr-facts">
        {[contact.company, contact.email, contact.phone].filter(Boolean).map((one) => (
          <span key={one}>{one}</span>
        ))}
      </span>
    </Row>
  );
}

export function CompanyResult({ id, name, onOpen }: { id: string; name: string; onOpen: () => void }) {
  return (
    <Row href={`/desk/admin/companies?q=${encodeURIComponent(name)}`} onOpen={onOpen}>
      <span className="sr-line">
        <strong id={id}>{name}</strong>
      </span>
    </Row>
  );
}
