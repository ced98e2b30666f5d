import type { Ticket } from "@relaydesk/api-client";
import { ticketKeys } from "@relaydesk/tickets/live";
import type { Command, CommandContext } from "@relaydesk/ui";
import { useQueryClient } from "@tanstack/react-query";
import { recentTickets } from "./recentTickets";

/** The tickets opened last, without those that are open or selected. */
export function useRecentTickets({ targets, openTicket }: CommandContext): Command[] {
  const client = useQueryClient();
  return recentTickets()
    .filter((number) => !targets.includes(number))
    .slice(0, 5)
    .map((number) => {
      const ticket = client.getQueryData<Ticket>(ticketKeys.ticket(number));
      return {
        id: `recent.${number}`,
        group: "found",
        title: ticket ? `${number} ${ticket.subject}` : number,
        hint: ticket?.requester.name,
        run: () => openTicket(number),
      };
    });
}
