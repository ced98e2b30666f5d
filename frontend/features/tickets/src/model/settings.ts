import type { ListSearch, Mode, Sort } from "./search";

/** A saved view, as far as the list cares. */
export interface SavedView {
  key: string;
  name: string;
  sort: string;
  group: string;
  mode: string;
  columns: readonly Column[];
}

export interface Column {
  key: string;
  width: number | null;
}

export interface Settings {
  mode: Mode;
  /** Unknown until the view is. */
  sort: Sort | undefined;
  group: string;
  columns: Column[];
}

export const USUAL_COLUMNS = [
  "number",
  "subject",
  "status",
  "priority",
  "requester",
  "assignee",
  "updated_at",
];

/** Orders of the system's views, so that the first list need not wait for the views. */
const SYSTEM: Record<string, Sort> = {
  mine: "-updated_at",
  team: "-updated_at",
  unassigned: "-updated_at",
  waiting: "-updated_at",
  open: "-updated_at",
  solved: "-updated_at",
  all: "-updated_at",
  bin: "-updated_at",
  due_soon: "next_due_at",
  overdue: "next_due_at",
};

/** `number~120,subject` as columns. */
export function readColumns(text: string): Column[] {
  return text
    .split(",")
    .map((part) => part.split("~"))
    .flatMap(([key = "", width]) => (key ? [{ key, width: Number(width) || null }] : []));
}

export function writeColumns(columns: readonly Column[]): string {
  return columns.map(({ key, width }) => (width ? `${key}~${width}` : key)).join(",");
}

/** How the list is shown: what the address says, else the view, else the usual. */
export function settingsOf(search: ListSearch, view: SavedView | undefined): Settings {
  const columns = search.columns ? readColumns(search.columns) : [...(view?.columns ?? [])];
  return {
    mode: search.mode ?? (view?.mode as Mode | undefined) ?? "list",
    sort: search.sort ?? (view?.sort as Sort | undefined) ?? SYSTEM[search.view],
    group: search.group === "none" ? "" : (search.group ?? view?.group ?? ""),
    columns: columns.length > 0 ? columns : USUAL_COLUMNS.map((key) => ({ key, width: null })),
  };
}
