export { useTicketCommands } from "./useTicketCommands";
