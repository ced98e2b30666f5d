import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { App } from "antd";
import { useState } from "react";
import { type Conflict, type Edit, useEditTicket } from "../api/ticket";
import { messages } from "../messages";

/** Editing one ticket with its two ways to fail: a conflict to be settled, or a refusal that is told. */
export function useTicketEditor(ticket: Ticket, me: string) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const [conflict, setConflict] = useState<{ number: string; of: Conflict } | null>(null);
  const mutation = useEditTicket(ticket.number, {
    me,
    onConflict: (of) => setConflict({ number: ticket.number, of }),
    onRefused: (error) => message.error(t("editRefused") + textOf(error), 6),
  });
  const edit = (change: Edit) => mutation.mutate(change);
  return {
    edit,
    conflict: conflict?.number === ticket.number ? conflict.of : null,
    settle: () => setConflict(null),
    saving: mutation.isPending,
  };
}

export type TicketEditor = ReturnType<typeof useTicketEditor>;
