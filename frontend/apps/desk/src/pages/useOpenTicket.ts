import { parseSearch } from "@relaydesk/tickets/search";
import { useNavigate } from "@tanstack/react-router";

/** Opens a ticket on the desk, in the list of all tickets. */
export function useOpenTicket(): (number: string) => void {
  const navigate = useNavigate();
  return (number) =>
    void navigate({ to: "/tickets/$number", params: { number }, search: parseSearch({ view: "all" }) });
}
