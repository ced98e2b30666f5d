export { type ListSearch, shortSearch } from "./model/search";
export { TicketDesk } from "./TicketDesk";
