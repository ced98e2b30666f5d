import { IntakePage } from "@relaydesk/channels";
import { useOpenTicket } from "./useOpenTicket";

export function IntakeRoute() {
  return <IntakePage onTicket={useOpenTicket()} />;
}
