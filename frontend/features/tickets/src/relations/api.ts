import { call, type Schemas, type Ticket } from "@relaydesk/api-client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { keys } from "../api/keys";
import { refreshLists } from "../api/list";

export type Relations = Schemas["RelationsOut"];
export type Relation = Schemas["RelationOut"];
export type Work = Schemas["WorkOut"];

const root = (number: string) => `/api/v1/tickets/${number}`;

/** What hangs together with a ticket. Below the ticket's own key: a change of the log makes both stale. */
export function useRelations(number: string) {
  return useQuery({
    queryKey: [...keys.ticket(number), "relations"],
    queryFn: ({ signal }) => call<Relations>("GET", `${root(number)}/relations`, { signal }),
    staleTime: 30_000,
  });
}

export function useWork(number: string) {
  return useQuery({
    queryKey: [...keys.ticket(number), "work"],
    queryFn: ({ signal }) => call<Work>("GET", `${root(number)}/work`, { signal }),
    staleTime: 30_000,
  });
}

interface Change {
  method: "POST" | "PUT" | "PATCH" | "DELETE";
  /** Behind the ticket's own address, for instance `/merge`. */
  path: string;
  body?: unknown;
  /** The ticket to which it is sent, if it is another. */
  at?: string;
}

/** Changes what hangs together with a ticket, and reads anew what that may have moved. */
export function useChange(number: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ method, path, body, at }: Change) =>
      call<Ticket>(method, `${root(at ?? number)}${path}`, method === "DELETE" ? {} : { body: body ?? {} }),
    onSuccess: (_answer, { at }) => {
      for (const one of new Set([number, at ?? number])) {
        void client.invalidateQueries({ queryKey: keys.ticket(one) });
        void client.invalidateQueries({ queryKey: keys.timeline(one) });
      }
      void client.invalidateQueries({ queryKey: keys.counts });
      void refreshLists(client, new Set([number]));
    },
    // Most refusals mean that somebody else was faster: show what is so now.
    onError: () => void client.invalidateQueries({ queryKey: keys.ticket(number) }),
  });
}

/** Lines of work: the answer is the whole work of the ticket. */
export function useChangeWork(number: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ method, path, body }: Omit<Change, "at">) =>
      call<Work>(method, `${root(number)}${path}`, method === "DELETE" ? {} : { body: body ?? {} }),
    onSuccess: (work) => {
      client.setQueryData([...keys.ticket(number), "work"], work);
      void client.invalidateQueries({ queryKey: keys.timeline(number) });
    },
    onError: () => void client.invalidateQueries({ queryKey: keys.ticket(number) }),
  });
}

interface Found {
  tickets: { number: string; subject: { text: string }[] }[];
}

/** Tickets by number or words, as the search finds them. */
export function useFoundTickets(words: string) {
  return useQuery({
    queryKey: ["tickets", "find", words],
    queryFn: async ({ signal }) => {
      const found = await call<Found>("GET", "/api/v1/search", { query: { q: words }, signal });
      return found.tickets.map((one) => ({
        number: one.number,
        subject: one.subject.map((piece) => piece.text).join(""),
      }));
    },
    enabled: words.trim().length > 1,
    staleTime: 10_000,
  });
}
