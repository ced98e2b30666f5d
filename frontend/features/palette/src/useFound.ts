import { call, type Schemas } from "@relaydesk/api-client";
import type { Command } from "@relaydesk/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

const REST = 150;
const SHOWN = 5;

/** Tickets that fit what was typed, by number or words: asked for when the typing rests, and aborted by the next. */
export function useFound(text: string, openTicket: (number: string) => void): Command[] {
  const [q, setQ] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), REST);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useQuery({
    queryKey: ["palette", q],
    queryFn: async ({ signal }) =>
      (
        await call<Schemas["SearchOut"]>("GET", "/api/v1/search", {
          query: { q, limit: SHOWN },
          signal,
        })
      ).tickets,
    enabled: q.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  if (q.length < 2 || !text.trim()) return [];
  return (found.data ?? []).map((ticket) => ({
    id: `found.${ticket.number}`,
    group: "found",
    title: `${ticket.number} ${ticket.subject.map((piece) => piece.text).join("")}`,
    hint: ticket.requester,
    run: () => openTicket(ticket.number),
  }));
}
