export { useTicketCommands } from "./useTicketCommands";
export { useViewCommands } from "./useViewCommands";
