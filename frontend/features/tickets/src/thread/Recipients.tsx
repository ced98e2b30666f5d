import type { Message } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { messages } from "./cardMessages";
import "./card.css";

/** To whom a message went beside the requester. */
export default function Recipients({ recipients }: { recipients: NonNullable<Message["recipients"]> }) {
  const t = useMessages(messages);
  return (
    <dl className="tk-recipients">
      {(["to", "cc", "bcc"] as const)
        .filter((kind) => recipients[kind].length > 0)
        .map((kind) => (
          <div key={kind}>
            <dt>{t(kind)}</dt>
            <dd>{recipients[kind].join(", ")}</dd>
          </div>
        ))}
    </dl>
  );
}
