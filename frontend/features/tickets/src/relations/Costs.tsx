import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { Input } from "antd";
import { useState } from "react";
import { useChangeWork, type Work } from "./api";
import { LineButtons } from "./LineButtons";
import { AddLine, Labelled, LineForm } from "./LineForm";
import { messages } from "./messages";
import { moneyText } from "./money";

type AllCosts = NonNullable<Work["costs"]>;
type Line = AllCosts["items"][number];

interface CostsProps {
  ticket: Ticket;
  costs: AllCosts;
}

/** Costs, with a sum for each currency; amounts come from the server, the browser adds nothing up. */
export function Costs({ ticket, costs }: CostsProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const change = useChangeWork(ticket.number);
  const [open, setOpen] = useState<string | null>(null);
  const money = (amount: string, currency: string) => moneyText(amount, currency, locale);
  const save = (line: Line | null) => (body: CostBody) =>
    change.mutateAsync(
      line ? { method: "PUT", path: `/costs/${line.id}`, body } : { method: "POST", path: "/costs", body },
    );
  const sums = costs.totals.map((one) => money(one.amount, one.currency));
  return (
    <section className="tk-card">
      <h3>{t("costs")}</h3>
      {costs.items.length === 0 ? (
        <p className="tk-quiet">{t("noCosts")}</p>
      ) : (
        <p>{t("total", { amount: sums.join(" + ") })}</p>
      )}
      <ul className="tk-lines">
        {costs.items.map((one) =>
          open === one.id ? (
            <li key={one.id}>
              <CostForm line={one} onSave={save(one)} onClose={() => setOpen(null)} />
            </li>
          ) : (
            <li key={one.id}>
              <span className="tk-grow">
                <span className="tk-amount">
                  <span>{one.item}</span>
                  <span>{money(one.amount, one.currency)}</span>
                </span>
                <small>
                  {one.quantity} × {money(one.unit_price, one.currency)} · {one.added_by.name}
                </small>
              </span>
              {one.correctable && ticket.can.edit && (
                <LineButtons
                  name={`${one.item} ${money(one.amount, one.currency)}`}
                  onCorrect={() => setOpen(one.id)}
                  onRemove={() => change.mutateAsync({ method: "DELETE", path: `/costs/${one.id}` })}
                />
              )}
            </li>
          ),
        )}
      </ul>
      {ticket.can.edit && (
        <AddLine open={open === "new"} label={t("addCost")} onOpen={() => setOpen("new")}>
          <CostForm line={null} onSave={save(null)} onClose={() => setOpen(null)} />
        </AddLine>
      )}
    </section>
  );
}

interface CostBody {
  item: string;
  quantity: string;
  unit_price: string;
  currency: string;
}

interface CostFormProps {
  line: Line | null;
  onSave: (body: CostBody) => Promise<unknown>;
  onClose: () => void;
}

const QUANTITY = /^\d{1,9}(\.\d{1,3})?$/;
const PRICE = /^\d{1,12}(\.\d{1,2})?$/;
const CURRENCY = /^[A-Z]{3}$/;

function CostForm({ line, onSave, onClose }: CostFormProps) {
  const t = useMessages(messages);
  const [item, setItem] = useState(line?.item ?? "");
  const [quantity, setQuantity] = useState(line?.quantity ?? "1");
  const [price, setPrice] = useState(line?.unit_price ?? "");
  const [currency, setCurrency] = useState(line?.currency ?? "CNY");
  const counted = QUANTITY.test(quantity) && Number(quantity) > 0;
  const priced = PRICE.test(price);
  const known = CURRENCY.test(currency);
  // What a full-width input method writes as digits and points.
  const plain = (text: string) => text.normalize("NFKC").replace("。", ".").trim();
  return (
    <LineForm
      label={t(line ? "correctCost" : "addCost")}
      ready={Boolean(item.trim()) && counted && priced && known}
      onSave={() => onSave({ item, quantity, unit_price: price, currency })}
      onClose={onClose}
    >
      <Labelled label={t("item")} full>
        <Input size="small" maxLength={200} value={item} onChange={(event) => setItem(event.target.value)} />
      </Labelled>
      <Labelled label={t("quantity")} fault={quantity !== "" && !counted && t("wrongQuantity")}>
        <Input
          size="small"
          inputMode="decimal"
          value={quantity}
          status={quantity !== "" && !counted ? "error" : ""}
          onChange={(event) => setQuantity(plain(event.target.value))}
        />
      </Labelled>
      <Labelled label={t("unitPrice")} fault={price !== "" && !priced && t("wrongPrice")}>
        <Input
          size="small"
          inputMode="decimal"
          value={price}
          status={price !== "" && !priced ? "error" : ""}
          onChange={(event) => setPrice(plain(event.target.value))}
        />
      </Labelled>
      <Labelled label={t("currency")} fault={currency !== "" && !known && t("wrongCurrency")}>
        <Input
          size="small"
          maxLength={3}
          value={currency}
          status={currency !== "" && !known ? "error" : ""}
          onChange={(event) => setCurrency(plain(event.target.value).toUpperCase())}
        />
      </Labelled>
    </LineForm>
  );
}
