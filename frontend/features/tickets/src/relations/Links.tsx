import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { StatusDot } from "@relaydesk/ui";
import { Button } from "antd";
import { X } from "lucide-react";
import { type Relation, type Relations, useChange } from "./api";
import { messages } from "./messages";
import { relationNames } from "./relationNames";
import { useUndoable } from "./useUndoable";

interface LinksProps {
  ticket: Ticket;
  relations: Relations;
  onOpen: (number: string) => void;
}

/** Linked tickets with what they are to this one; of those that the reader may not see only that they are there. */
export function Links({ ticket, relations, onOpen }: LinksProps) {
  const t = useMessages(messages);
  const nameOf = useMessages(relationNames);
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
            <Other ticket={one.ticket} relation={nameOf(one.relation)} onOpen={onOpen} />
            {one.by_hand && ticket.can.edit && <Unlink ticket={ticket} link={one} />}
          </li>
        ))}
        {sources.map((one) => (
          <li key={one.at + (one.ticket?.number ?? "")}>
            <Other ticket={one.ticket} relation={t("mergedHere")} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface OtherProps {
  ticket: Relation["ticket"];
  /** What it is to this one. */
  relation: string;
  onOpen: (number: string) => void;
}

function Other({ ticket, relation, onOpen }: OtherProps) {
  const t = useMessages(messages);
  if (!ticket)
    return (
      <span className="tk-grow">
        <span className="tk-quiet">{t("notVisible")}</span>
        <small>{relation}</small>
      </span>
    );
  return (
    <span className="tk-grow">
      <button type="button" className="tk-link" title={ticket.subject} onClick={() => onOpen(ticket.number)}>
        <StatusDot category={ticket.status.category} /> {ticket.subject}
      </button>
      <small>
        {relation} · {ticket.number}
      </small>
    </span>
  );
}

function Unlink({ ticket, link }: { ticket: Ticket; link: Relation }) {
  const t = useMessages(messages);
  const { refused, say, done } = useUndoable();
  const change = useChange(ticket.number);
  const other = link.ticket?.number;
  const label = t("unlink", { number: other ?? t("notVisible") });
  const linkAgain = () =>
    change.mutateAsync({ method: "POST", path: "/links", body: { other, relation: link.relation } });
  return (
    <Button
      type="text"
      size="small"
      aria-label={label}
      title={label}
      icon={<X size={13} aria-hidden />}
      loading={change.isPending}
      onClick={() =>
        change.mutate(
          { method: "DELETE", path: `/links/${link.id}` },
          // Who cannot see the other end could not name it again.
          {
            onError: refused,
            onSuccess: () => (other ? done(t("unlinked"), linkAgain) : say(t("unlinked"))),
          },
        )
      }
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
