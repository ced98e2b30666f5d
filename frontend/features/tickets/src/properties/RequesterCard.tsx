import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Avatar } from "@relaydesk/ui";
import { Button } from "antd";
import type { ReactNode } from "react";
import { messages } from "../messages";
import { isMasked } from "../model/fieldRights";

/** Who asks, how to reach them, and the way to all their tickets. */
export function RequesterCard({
  ticket,
  onRequester,
  requesterName,
  reveal,
}: {
  ticket: Ticket;
  onRequester: (id: string) => void;
  /** The name with the way to everything about the contact, for who may see it. */
  requesterName?: (id: string, name: string) => ReactNode;
  reveal: (field: "phone" | "email", value: string) => ReactNode;
}) {
  const t = useMessages(messages);
  const { requester } = ticket;
  const name = requester.name || t("unknownRequester");
  return (
    <section className="tk-card">
      <h3>{t("requester")}</h3>
      <div className="tk-requester">
        <Avatar name={name} size={30} />
        <div>
          <strong>{requesterName?.(requester.id, name) ?? name}</strong>
          <Address scheme="mailto" value={requester.email} reveal={(value) => reveal("email", value)} />
          <Address scheme="tel" value={requester.phone} reveal={(value) => reveal("phone", value)} />
        </div>
      </div>
      <Button type="link" size="small" onClick={() => onRequester(requester.id)}>
        {t("requesterTickets")}
      </Button>
    </section>
  );
}

interface AddressProps {
  scheme: "mailto" | "tel";
  value: string | null;
  reveal: (value: string) => ReactNode;
}

/** A link to write or call; a masked one is a text with the way to see it. */
function Address({ scheme, value, reveal }: AddressProps) {
  if (!value) return null;
  return isMasked(value) ? reveal(value) : <a href={`${scheme}:${value}`}>{value}</a>;
}
