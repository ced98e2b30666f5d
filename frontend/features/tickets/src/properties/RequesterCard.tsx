import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Avatar } from "@relaydesk/ui";
import { Button } from "antd";
import type { ReactNode } from "react";
import { messages } from "../messages";

/** Who asks, how to reach them, and the way to all their tickets. */
export function RequesterCard({
  ticket,
  onRequester,
  requesterName,
}: {
  ticket: Ticket;
  onRequester: (id: string) => void;
  /** The name with the way to everything about the contact, for who may see it. */
  requesterName?: (id: string, name: string) => ReactNode;
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
          {requester.email && <a href={`mailto:${requester.email}`}>{requester.email}</a>}
          {requester.phone && <a href={`tel:${requester.phone}`}>{requester.phone}</a>}
        </div>
      </div>
      <Button type="link" size="small" onClick={() => onRequester(requester.id)}>
        {t("requesterTickets")}
      </Button>
    </section>
  );
}
