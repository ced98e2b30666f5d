import { api, type Contact, type Priority, unwrap } from "@relaydesk/api-client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { keys } from "../api/keys";
import { refreshLists } from "../api/list";

export type RequesterChoice =
  | { kind: "known"; contact: Contact }
  | { kind: "new"; name: string; phone: string; email: string };

export interface NewTicketForm {
  requester: RequesterChoice;
  subject: string;
  body: string;
  type: string;
  priority: Priority;
  team_id?: string;
  channel: string;
}

export const emptyTicket: NewTicketForm = {
  requester: { kind: "new", name: "", phone: "", email: "" },
  subject: "",
  body: "",
  type: "request",
  priority: "P2",
  channel: "phone",
};

/** Whether something was typed that would be lost. */
export function isWritten({ requester, subject, body }: NewTicketForm): boolean {
  const person = requester.kind === "new" ? [requester.name, requester.phone, requester.email] : [];
  return [subject, body, ...person].some((text) => text.trim() !== "");
}

/** Names of what is missing before the server is asked. */
export function faultsOf({ requester, subject }: NewTicketForm): Set<"subject" | "requester"> {
  const faults = new Set<"subject" | "requester">();
  if (!subject.trim()) faults.add("subject");
  if (
    requester.kind === "new" &&
    !(requester.name.trim() && (requester.phone.trim() || requester.email.trim()))
  )
    faults.add("requester");
  return faults;
}

function requesterOf(choice: RequesterChoice) {
  if (choice.kind === "known") return { id: choice.contact.id };
  return { name: choice.name.trim(), phone: choice.phone.trim() || null, email: choice.email.trim() || null };
}

export function useCreateTicket() {
  const client = useQueryClient();
  const attempt = useRef({ form: "", key: "" });
  return useMutation({
    mutationFn: ({ requester, team_id, body, ...rest }: NewTicketForm) => {
      // The same form again is the same attempt: a retry after a lost answer must not make a second ticket.
      const form = JSON.stringify({ requester, team_id, body, rest });
      if (attempt.current.form !== form)
        attempt.current = { form, key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` };
      return unwrap(
        api.POST("/api/v1/tickets", {
          params: { header: { "Idempotency-Key": attempt.current.key } },
          body: {
            ...rest,
            attachment_ids: [],
            tags: [],
            subject: rest.subject.trim(),
            body: body.trim() || rest.subject.trim(),
            requester: requesterOf(requester),
            ...(team_id ? { team_id } : {}),
          },
        }),
      );
    },
    onSuccess: (ticket) => {
      client.setQueryData(keys.ticket(ticket.number), ticket);
      void client.invalidateQueries({ queryKey: keys.counts });
      void refreshLists(client, new Set([ticket.number]));
    },
  });
}
