/** What the list shows, as it stands in the address: a saved view, what narrows it, and how it is shown. */
export interface ListSearch {
  /** The key of a saved view; empty for the one that the reader begins with. */
  view: string;
  /** Without it the view's own order; the same with all that follows. */
  sort?: Sort;
  mode?: Mode;
  /** `none` takes the view's grouping away. */
  group?: string;
  /** Keys of columns with their widths: `number~120,subject`. */
  columns?: string;
  /** What calendar and timeline go by, and the day they show. */
  by?: "due" | "planned";
  day?: string;
  scale?: "week" | "month";
  /** A condition besides the view's, as the server's grammar has it. */
  condition?: Condition;
  status?: string;
  priority?: string;
  assignee?: string;
  team?: string;
  requester?: string;
}

export type Condition = { [word: string]: unknown };

export const SORTS = [
  "-updated_at",
  "updated_at",
  "-created_at",
  "created_at",
  "next_due_at",
  "priority",
  "planned_from",
] as const;
export type Sort = (typeof SORTS)[number];

export const MODES = ["list", "table", "board", "calendar", "timeline"] as const;
export type Mode = (typeof MODES)[number];

export const FILTERS = ["status", "priority", "assignee", "team", "requester"] as const;
export type Filter = (typeof FILTERS)[number];
const SHOWN = ["group", "columns", "day"] as const;

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function one<T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((each) => each === value);
}

/** Reads the address; what it does not know it leaves out, so that an old bookmark still opens. */
export function parseSearch(raw: Record<string, unknown>): ListSearch {
  const view = text(raw.view);
  const search: ListSearch = { view: view && /^[\w-]{1,60}$/.test(view) ? view : "" };
  const parts = {
    sort: one(SORTS, raw.sort),
    mode: one(MODES, raw.mode),
    by: one(["due", "planned"] as const, raw.by),
    scale: one(["week", "month"] as const, raw.scale),
    condition:
      typeof raw.condition === "object" && raw.condition !== null ? (raw.condition as Condition) : undefined,
  };
  for (const [name, value] of Object.entries(parts)) if (value) Object.assign(search, { [name]: value });
  for (const name of [...FILTERS, ...SHOWN]) {
    const value = text(raw[name]);
    if (value) search[name] = value;
  }
  return search;
}

/** The part of a search worth writing into the address: what is not set is left out. */
export function shortSearch(search: ListSearch): Partial<ListSearch> {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined && value !== ""),
  );
}

/** The parameters of `GET /tickets` for a search: what decides which tickets, and their order. */
export function listParams(search: ListSearch): Record<string, string> {
  const params: Record<string, string> = { view: search.view || "mine" };
  if (search.sort) params.sort = search.sort;
  if (search.condition) params.condition = JSON.stringify(search.condition);
  for (const filter of FILTERS) {
    const value = search[filter];
    if (value) params[filter] = value;
  }
  return params;
}

/** The same tickets in the same order, however they are shown. */
export function sameTickets(search: ListSearch, sort: Sort | undefined): ListSearch {
  const {
    mode: _mode,
    group: _group,
    columns: _columns,
    by: _by,
    day: _day,
    scale: _scale,
    ...rest
  } = search;
  return { ...rest, ...(sort ? { sort } : {}) };
}

export function activeFilters(search: ListSearch): (Filter | "condition")[] {
  const filters: (Filter | "condition")[] = FILTERS.filter((filter) => search[filter]);
  return search.condition ? [...filters, "condition"] : filters;
}

/** The search without what narrows its view. */
export function withoutFilters(search: ListSearch): ListSearch {
  const next = { ...search };
  for (const filter of [...FILTERS, "condition"] as const) delete next[filter];
  return next;
}
