const STORE = "relaydesk.recent-tickets";
const MOST = 8;

/** The numbers of the tickets opened last in this tab, newest first; no subject is left in the browser. */
export function recentTickets(): string[] {
  return (sessionStorage.getItem(STORE) ?? "").split(" ").filter(Boolean);
}

export function rememberTicket(number: string): void {
  const numbers = [number, ...recentTickets().filter((one) => one !== number)].slice(0, MOST);
  sessionStorage.setItem(STORE, numbers.join(" "));
}
