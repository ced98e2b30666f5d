import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import type { ReactNode } from "react";
import { messages } from "../messages";
import { type FieldRight, rightOf } from "../model/fieldRights";

interface GuardedProps {
  ticket: Ticket;
  field: string;
  label: string;
  children: (right: FieldRight) => ReactNode;
}

/** A property as far as the reader's role lets it be seen: not at all, masked, or in full. */
export function Guarded({ ticket, field, label, children }: GuardedProps) {
  const t = useMessages(messages);
  const right = rightOf(ticket, field);
  if (right === "hidden") return null;
  if (right === "masked")
    return (
      <>
        <dt>{label}</dt>
        <dd className="tk-masked" title={t("maskedHint")}>
          *** <small>{t("masked")}</small>
        </dd>
      </>
    );
  return <>{children(right)}</>;
}
