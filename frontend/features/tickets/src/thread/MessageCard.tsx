import type { Message } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { Avatar, clockTime, dayLabel, fullTime, MailBody, useNow } from "@relaydesk/ui";
import { AlertTriangle, Bot, Check, Clock, Inbox, Lock, Mail } from "lucide-react";
import { memo } from "react";
import { messages } from "../messages";
import { channelName } from "../model/sentences";
import { ChannelIcon } from "../rows/ChannelIcon";
import { AttachmentList } from "./AttachmentList";

interface CardProps {
  message: Message;
  at: string;
  pending: boolean;
}

/** One message or note. A note is told by colour, label and icon, so that nobody takes it for a reply. */
export const MessageCard = memo(function MessageCard({ message, at, pending }: CardProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const note = message.visibility === "note";
  const { author } = message;
  const name = author.name || t(author.kind === "system" ? "system" : "unknownRequester");
  const outgoing = author.kind === "agent" && !note;
  return (
    <li
      className={`tk-message${note ? " tk-note" : ""}${outgoing ? " tk-ours" : ""}${pending ? " tk-pending" : ""}`}
    >
      <header>
        <Avatar name={name} size={22} />
        <strong>{outgoing ? t("agentTo", { name }) : name}</strong>
        {note && (
          <span className="tk-note-label">
            <Lock size={12} aria-hidden /> {t("note")} · {t("noteOnly")}
          </span>
        )}
        {message.automatic && (
          <span className="tk-auto">
            <Bot size={12} aria-hidden /> {t("automatic")}
          </span>
        )}
        <span className="tk-message-when">
          <time dateTime={at} title={fullTime(at, locale)}>
            {dayLabel(at, locale, now)} {clockTime(at, locale)}
          </time>
          {!note && (
            <span className="tk-came-by">
              <ChannelIcon channel={message.channel} />
              {channelName(message.channel, t)}
            </span>
          )}
        </span>
      </header>
      <MailBody html={message.body_html} quoted={message.quoted_html} />
      <AttachmentList attachments={message.attachments} />
      <footer>
        {pending && <span role="status">{t("sending")}</span>}
        {message.delivery && <Delivery delivery={message.delivery} />}
        {message.has_original && (
          <a href={`/api/v1/messages/${message.id}/original`} download>
            <Mail size={12} aria-hidden /> {t("original")}
          </a>
        )}
      </footer>
    </li>
  );
});

const DELIVERY = { queued: Clock, sent: Check, failed: AlertTriangle, held: Inbox };

function Delivery({ delivery }: { delivery: NonNullable<Message["delivery"]> }) {
  const t = useMessages(messages);
  const state =
    (Object.keys(DELIVERY) as (keyof typeof DELIVERY)[]).find((one) => one === delivery.state) ?? "queued";
  const Icon = DELIVERY[state];
  return (
    <span className={`tk-delivery tk-delivery-${state}`} title={delivery.error ?? undefined}>
      <Icon size={12} aria-hidden /> {t(`delivery_${state}`)}
      {state === "failed" && delivery.error && `: ${delivery.error}`}
    </span>
  );
}
