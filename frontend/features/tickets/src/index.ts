export type { ListSearch } from "./model/search";
export { type DeskProps, TicketDesk } from "./TicketDesk";
