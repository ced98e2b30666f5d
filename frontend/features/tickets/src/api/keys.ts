import type { ListSearch } from "../model/search";

/** The cache keys of this feature: what a change of the log makes stale. */
export const keys = {
  lists: ["tickets", "list"] as const,
  list: (search: ListSearch) => ["tickets", "list", search] as const,
  columns: ["tickets", "columns"] as const,
  counts: ["tickets", "counts"] as const,
  ticket: (number: string) => ["tickets", "one", number] as const,
  timeline: (number: string) => ["tickets", "one", number, "timeline"] as const,
  planned: (number: string) => ["tickets", "one", number, "planned"] as const,
  types: ["ticket-types"] as const,
  agents: ["agents"] as const,
  teams: ["teams"] as const,
};
