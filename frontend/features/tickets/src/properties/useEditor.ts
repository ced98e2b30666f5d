import { ApiProblem, type Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { App } from "antd";
import { useState } from "react";
import { type Conflict, type Edit, useEditTicket } from "../api/ticket";
import { messages } from "../messages";

/** How many children are open, when that is why a ticket was not solved. */
function openChildren(error: unknown): number | null {
  if (!(error instanceof ApiProblem) || error.body.code !== "open_children") return null;
  return Number(error.body.open);
}

/** Editing one ticket with its two ways to fail: a conflict to be settled, or a refusal that is told. */
export function useTicketEditor(ticket: Ticket) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message, modal } = App.useApp();
  const { locale } = useLocale();
  const [conflict, setConflict] = useState<{ number: string; of: Conflict } | null>(null);
  const mutation = useEditTicket(ticket.number, {
    onConflict: (of) => setConflict({ number: ticket.number, of }),
    onRefused: (error, refused) => {
      const children = openChildren(error);
      if (children === null) return message.error(t("editRefused") + textOf(error), 6);
      return import("../relations/askChildren").then(({ askChildren }) =>
        askChildren(modal, locale, children, (open_children) =>
          edit({ ...refused, patch: { ...refused.patch, open_children } }),
        ),
      );
    },
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
