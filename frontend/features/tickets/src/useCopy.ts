import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { useShortcut } from "@relaydesk/ui";
import { App } from "antd";
import { useRef } from "react";
import { messages } from "./messages";
import { copyText } from "./model/copyText";

const AGAIN_WITHIN = 2_000;

/** Copies the number; again within two seconds with the subject, and a third time with the address. */
export function useCopy(ticket: Ticket) {
  const t = useMessages(messages);
  const { message } = App.useApp();
  const last = useRef({ at: 0, times: 0 });
  const put = async (text: string) => {
    await navigator.clipboard?.writeText(text);
    message.success({ key: "copied", content: t("copied", { number: text }) });
  };
  const link = `${location.origin}/desk/tickets/${ticket.number}`;
  const copy = () => {
    const now = Date.now();
    const times = now - last.current.at < AGAIN_WITHIN ? last.current.times + 1 : 1;
    last.current = { at: now, times };
    void put(copyText(times, ticket.number, ticket.subject, link));
  };
  useShortcut("copyNumber", copy);
  return { copy, copyLink: () => void put(link) };
}
