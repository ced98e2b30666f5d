import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { DateField } from "@relaydesk/ui";
import { useState } from "react";
import { messages } from "../messages";
import { type FieldRight, writes } from "../model/fieldRights";
import { fromLocal, toLocal } from "../model/localTime";
import type { TicketEditor } from "./useEditor";

interface PlannedProps {
  ticket: Ticket;
  editor: TicketEditor;
  right: FieldRight;
}

/** From when until when the work is planned, in the reader's own time. Written when the input is left. */
export function PlannedField({ ticket, editor, right }: PlannedProps) {
  const t = useMessages(messages);
  const disabled = !ticket.can.edit || !writes(right);
  const set = (field: "planned_from" | "planned_until", local: string) => {
    const value = fromLocal(local);
    if (value === (ticket[field] ?? null)) return;
    editor.edit({ patch: { [field]: value }, preview: { [field]: value } });
  };
  const input = (field: "planned_from" | "planned_until", label: string) => (
    <Moment
      key={`${ticket.number} ${field}`}
      label={label}
      disabled={disabled || (field === "planned_until" && !ticket.planned_from)}
      stored={toLocal(ticket[field])}
      onDone={(local) => set(field, local)}
    />
  );
  return (
    <>
      <dt>{t("planned")}</dt>
      <dd className="tk-planned">
        {input("planned_from", `${t("planned")} · ${t("plannedFrom")}`)}
        {input("planned_until", `${t("planned")} · ${t("plannedUntil")}`)}
      </dd>
    </>
  );
}

interface MomentProps {
  label: string;
  disabled: boolean;
  stored: string;
  onDone: (local: string) => void;
}

function Moment({ label, disabled, stored, onDone }: MomentProps) {
  const [local, setLocal] = useState(stored);
  const [before, setBefore] = useState(stored);
  if (before !== stored) {
    setBefore(stored);
    setLocal(stored);
  }
  return (
    <DateField
      time
      size="small"
      className="tk-when"
      aria-label={label}
      disabled={disabled}
      value={local}
      onChange={setLocal}
      onDone={onDone}
    />
  );
}
