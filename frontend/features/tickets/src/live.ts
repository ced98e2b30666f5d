// What the app needs to keep the tickets on the screen fresh, without loading their screens.
export { keys as ticketKeys } from "./api/keys";
export { refreshLists } from "./api/list";
export { refreshRelated } from "./api/related";
export { endLeaving } from "./model/draft";
