import { useMessages } from "@relaydesk/i18n";
import type { ReactNode } from "react";
import type { SearchAddress } from "./address";
import type { Answer } from "./api";
import { messages } from "./messages";
import { CompanyResult, ContactResult, TicketResult } from "./Rows";

interface ResultsProps {
  address: SearchAddress;
  data: Answer;
  companies: { id: string; name: string }[];
  /** These answer the question before the newest: shown faint. */
  stale: boolean;
  openTicket: (number: string) => void;
  openContact: (id: string) => void;
  openCompany: (name: string) => void;
  empty: ReactNode;
}

/** The hits of the chosen tab as links, so that the keyboard and a screen reader find them. */
export function Results(props: ResultsProps) {
  const { address, data, companies, stale, empty } = props;
  const t = useMessages(messages);
  const rows = {
    tickets: data.tickets.map((ticket) => (
      <TicketResult
        key={ticket.number}
        ticket={ticket}
        categoryName={t(`value_${ticket.category}`)}
        onOpen={() => props.openTicket(ticket.number)}
      />
    )),
    contacts: data.contacts.map((contact) => (
      <ContactResult key={contact.id} contact={contact} onOpen={() => props.openContact(contact.id)} />
    )),
    companies: companies.map((one) => (
      <CompanyResult key={one.id} id={one.id} name={one.name} onOpen={() => props.openCompany(one.name)} />
    )),
  }[address.tab];
  if (rows.length === 0) return stale ? null : empty;
  return (
    <>
      {address.tab === "tickets" && (
        <p className="rd-hidden" role="status">
          {t(data.cut ? "foundCut" : "found", { n: data.found })}
        </p>
      )}
      <ul className={stale ? "sr-list sr-stale" : "sr-list"} aria-busy={stale} aria-label={t(address.tab)}>
        {rows}
      </ul>
    </>
  );
}
