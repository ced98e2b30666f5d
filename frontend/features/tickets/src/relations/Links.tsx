import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { StatusDot } from "@relaydesk/ui";
import { Button } from "antd";
import { X } from "lucide-react";
import { type Relations, useChange } from "./api";
import { messages } from "./messages";
import { useUndoable } from "./useUndoable";

interface LinksProps {
  ticket: Ticket;
  relations: Relations;
  onOpen: (number: string) => void;
}

/** Linked tickets with what they are to this one; of those that the reader may not see only that they are there. */
export function Links({ ticket, relations, onOpen }: LinksProps) {
  const t = useMessages(messages);
  const { links, merges, children, affected } = relations;
  const sources = merges.filter((one) => !one.into);
  return (
    <section className="tk-card">
      <h3>{t("relations")}</h3>
      <Progress label={t("childrenProgress")} tally={children} />
      <Progress label={t("affectedProgress")} tally={affected} />
      {links.length + sources.length === 0 && <p className="tk-quiet">{t("noRelations")}</p>}
      <ul className="tk-lines">
        {links.map((one) => (
          <li key={one.id}>
            <small>{t(`rel_${one.relation}`)}</small>
            <Other ticket={one.ticket} onOpen={onOpen} />
            {one.by_hand && ticket.can.edit && (
              <Unlink ticket={ticket} id={one.id} name={one.ticket?.number ?? ""} />
            )}
          </li>
        ))}
        {sources.map((one) => (
          <li key={one.at + (one.ticket?.number ?? "")}>
            <small>{t("merge")}</small>
            <Other ticket={one.ticket} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface OtherProps {
  ticket: Relations["links"][number]["ticket"];
  onOpen: (number: string) => void;
}

function Other({ ticket, onOpen }: OtherProps) {
  const t = useMessages(messages);
  if (!ticket) return <span className="tk-quiet">{t("notVisible")}</span>;
  return (
    <button type="button" className="tk-link" onClick={() => onOpen(ticket.number)}>
      <StatusDot category={ticket.status.category} /> {ticket.number} <span>{ticket.subject}</span>
    </button>
  );
}

function Unlink({ ticket, id, name }: { ticket: Ticket; id: string; name: string }) {
  const t = useMessages(messages);
  const { refused } = useUndoable();
  const change = useChange(ticket.number);
  const label = t("unlink", { number: name });
  return (
    <Button
      type="text"
      size="small"
      aria-label={label}
      title={label}
      icon={<X size={13} aria-hidden />}
      loading={change.isPending}
      onClick={() => change.mutate({ method: "DELETE", path: `/links/${id}` }, { onError: refused })}
    />
  );
}

function Progress({ label, tally }: { label: string; tally: { total: number; done: number } }) {
  const t = useMessages(messages);
  if (tally.total === 0) return null;
  const text = t("progress", { done: tally.done, total: tally.total });
  return (
    <div className="tk-progress">
      <span>
        {label} · {text}
      </span>
      <progress aria-label={label} value={tally.done} max={tally.total} />
    </div>
  );
}
