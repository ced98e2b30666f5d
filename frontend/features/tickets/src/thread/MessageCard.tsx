import type { Message } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { Avatar, clockTime, dayLabel, fullTime, MailBody, useNow } from "@relaydesk/ui";
import { AlertTriangle, Bot, Check, Clock, Inbox, Lock, Mail } from "lucide-react";
import { lazy, memo, Suspense, useState } from "react";
import { messages } from "../messages";
import { channelName } from "../model/sentences";
import { ChannelIcon } from "../rows/ChannelIcon";
import { AttachmentList } from "./AttachmentList";

const HeldImages = lazy(() => import("./HeldImages"));
const OriginalDialog = lazy(() => import("./OriginalDialog"));
const Recipients = lazy(() => import("./Recipients"));

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
  const sender = author.kind === "contact" ? author.id : null;
  const [original, setOriginal] = useState(false);
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
      <Suspense fallback={null}>
        {message.recipients && <Recipients recipients={message.recipients} />}
      </Suspense>
      <MailBody
        html={message.body_html}
        quoted={message.quoted_html}
        held={(show) => (
          <Suspense fallback={null}>
            {sender && <HeldImages contact={sender} name={name} show={show} />}
          </Suspense>
        )}
      />
      <AttachmentList attachments={message.attachments} />
      <footer>
        {pending && <span role="status">{t("sending")}</span>}
        {message.delivery && <Delivery delivery={message.delivery} />}
        {message.has_original && (
          <button type="button" onClick={() => setOriginal(true)}>
            <Mail size={12} aria-hidden /> {t("original")}
          </button>
        )}
        <Suspense fallback={null}>
          {original && <OriginalDialog message={message.id} onClose={() => setOriginal(false)} />}
        </Suspense>
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
