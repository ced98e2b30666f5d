import { api, staleByOneself, type Ticket, type TicketPatch, unwrap } from "@relaydesk/api-client";
import type { QueryClient } from "@tanstack/react-query";
import { keys } from "../api/keys";
import { refreshLists } from "../api/list";
import { ticketOptions } from "../api/ticket";
import type { BulkEdits } from "../bulk/api";

const AT_ONCE = 4;

export interface Outcome {
  done: string[];
  refused: { number: string; error: unknown }[];
}

async function changeOne(
  client: QueryClient,
  number: string,
  patchOf: (ticket: Ticket) => TicketPatch | null,
): Promise<void> {
  // The newest version: who acts from the palette means the ticket as it is, and a race still answers 412.
  const ticket = await client.fetchQuery({ ...ticketOptions(number), staleTime: 0 });
  const patch = patchOf(ticket);
  if (!patch) return;
  const send = (version: number) =>
    unwrap(
      api.PATCH("/api/v1/tickets/{number}", {
        params: { path: { number } },
        headers: { "If-Match": `"${version}"` },
        body: patch,
      }),
    );
  const changed = await send(ticket.version).catch((error) => {
    // One's own answer, sent a moment before, arrived in between.
    if (staleByOneself(error)) return send(Number(error.body.current_version));
    throw error;
  });
  client.setQueryData(keys.ticket(number), changed);
  void client.invalidateQueries({ queryKey: keys.timeline(number) });
}

/** What a change that fits many tickets means for this one; null when it is so already. */
export function patchOf(ticket: Ticket, edits: BulkEdits): TicketPatch | null {
  const {
    add_tags,
    remove_tags,
    snooze: _,
    wake: __,
    merge: ___,
    reply: ____,
    delete: _____,
    ...plain
  } = edits;
  const patch: TicketPatch = plain;
  if (add_tags || remove_tags) {
    const kept = ticket.tags.filter((tag) => !remove_tags?.includes(tag));
    const tags = [...new Set([...kept, ...(add_tags ?? [])])];
    if (tags.join("\n") === ticket.tags.join("\n")) return null;
    patch.tags = tags;
  }
  return patch;
}

/** Changes tickets, a few at a time; those that are refused do not stop the others. */
export async function changeTickets(
  client: QueryClient,
  numbers: readonly string[],
  patchOf: (ticket: Ticket) => TicketPatch | null,
): Promise<Outcome> {
  const outcome: Outcome = { done: [], refused: [] };
  const left = [...numbers];
  const work = async () => {
    for (let number = left.shift(); number !== undefined; number = left.shift()) {
      try {
        await changeOne(client, number, patchOf);
        outcome.done.push(number);
      } catch (error) {
        outcome.refused.push({ number, error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  void client.invalidateQueries({ queryKey: keys.counts });
  void refreshLists(client, new Set(outcome.done));
  return outcome;
}
