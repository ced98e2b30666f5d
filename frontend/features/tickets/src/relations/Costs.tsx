import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Button, Input } from "antd";
import { X } from "lucide-react";
import { useState } from "react";
import { useChangeWork, type Work } from "./api";
import { messages } from "./messages";
import { useUndoable } from "./useUndoable";

interface CostsProps {
  ticket: Ticket;
  costs: NonNullable<Work["costs"]>;
}

const EMPTY = { item: "", quantity: "1", unit_price: "", currency: "CNY" };

/** Costs, with a sum for each currency; amounts come from the server, the browser adds nothing up. */
export function Costs({ ticket, costs }: CostsProps) {
  const t = useMessages(messages);
  const { refused } = useUndoable();
  const change = useChangeWork(ticket.number);
  const [line, setLine] = useState(EMPTY);
  const field = (name: keyof typeof EMPTY, label: string, className?: string) => (
    <Input
      size="small"
      className={className}
      aria-label={label}
      placeholder={label}
      value={line[name]}
      onChange={(event) => setLine({ ...line, [name]: event.target.value })}
    />
  );
  return (
    <section className="tk-card">
      <h3>{t("costs")}</h3>
      {costs.items.length === 0 && <p className="tk-quiet">{t("noCosts")}</p>}
      {costs.totals.map((one) => (
        <p key={one.currency}>{t("total", { amount: `${one.amount} ${one.currency}` })}</p>
      ))}
      <ul className="tk-lines">
        {costs.items.map((one) => (
          <li key={one.id}>
            <span className="tk-grow">
              {one.item} · {one.quantity} × {one.unit_price} = {one.amount} {one.currency}
              <small> {one.added_by.name}</small>
            </span>
            {one.correctable && ticket.can.edit && (
              <Button
                type="text"
                size="small"
                aria-label={t("remove", { name: one.item })}
                icon={<X size={13} aria-hidden />}
                onClick={() =>
                  change.mutate({ method: "DELETE", path: `/costs/${one.id}` }, { onError: refused })
                }
              />
            )}
          </li>
        ))}
      </ul>
      {ticket.can.edit && (
        <div className="tk-line">
          {field("item", t("item"))}
          {field("quantity", t("quantity"), "tk-short")}
          {field("unit_price", t("unitPrice"), "tk-short")}
          {field("currency", t("currency"), "tk-short")}
          <Button
            size="small"
            disabled={!line.item.trim() || !line.unit_price.trim()}
            onClick={() =>
              change.mutate(
                { method: "POST", path: "/costs", body: line },
                { onError: refused, onSuccess: () => setLine(EMPTY) },
              )
            }
          >
            {t("add")}
          </Button>
        </div>
      )}
    </section>
  );
}
