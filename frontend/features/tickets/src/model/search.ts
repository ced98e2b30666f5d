/** What the list shows, as it stands in the address: one saved view, filters, order. */
export interface ListSearch {
  view: View;
  sort: Sort;
  status?: string;
  priority?: string;
  assignee?: string;
  team?: string;
  requester?: string;
}

export const VIEWS = ["mine", "unassigned", "due_soon", "team", "waiting", "solved", "all"] as const;
export type View = (typeof VIEWS)[number];

export const SORTS = [
  "-updated_at",
  "updated_at",
  "-created_at",
  "created_at",
  "next_due_at",
  "priority",
] as const;
export type Sort = (typeof SORTS)[number];

export const FILTERS = ["status", "priority", "assignee", "team", "requester"] as const;
export type Filter = (typeof FILTERS)[number];

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Reads the address; what it does not know it leaves out, so that an old bookmark still opens. */
export function parseSearch(raw: Record<string, unknown>): ListSearch {
  const search: ListSearch = {
    view: VIEWS.find((one) => one === raw.view) ?? "mine",
    sort: SORTS.find((one) => one === raw.sort) ?? "-updated_at",
  };
  for (const filter of FILTERS) {
    const value = text(raw[filter]);
    if (value) search[filter] = value;
  }
  return search;
}

/** The part of a search worth writing into the address: defaults are left out. */
export function shortSearch(search: ListSearch): Record<string, string> {
  const short: Record<string, string> = { view: search.view };
  if (search.sort !== "-updated_at") short.sort = search.sort;
  for (const filter of FILTERS) {
    const value = search[filter];
    if (value) short[filter] = value;
  }
  return short;
}

/** The parameters of `GET /tickets` for a search. */
export function listParams(search: ListSearch): Record<string, string> {
  return { ...shortSearch(search), sort: search.sort };
}

export function activeFilters(search: ListSearch): Filter[] {
  return FILTERS.filter((filter) => search[filter]);
}
