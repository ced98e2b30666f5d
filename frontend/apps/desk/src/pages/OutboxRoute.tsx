import { OutboxPage } from "@relaydesk/channels";
import { useOpenTicket } from "./useOpenTicket";

export function OutboxRoute() {
  return <OutboxPage onTicket={useOpenTicket()} />;
}
