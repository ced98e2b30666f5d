import type { Stored } from "@relaydesk/conditions/tree";

/** What stands in the address besides the view's key: only what differs from the view. */
export interface Current {
  condition?: Stored;
  sort?: string;
  mode?: string;
  group?: string;
  columns?: { key: string; width: number | null }[];
  /** Quick filters as they stand in the address, by field. */
  filters: Readonly<Record<string, string>>;
}

const FILTERS = ["status", "priority", "assignee", "team", "requester"] as const;

interface Address extends Partial<Record<(typeof FILTERS)[number], string>> {
  condition?: unknown;
  sort?: string;
  mode?: string;
  group?: string;
  columns?: string;
}

/** What the address says besides the view's key. */
export function currentOf(address: Address): Current {
  const { condition, sort, mode, group, columns } = address;
  const filters = Object.fromEntries(
    FILTERS.flatMap((name): [string, string][] => (address[name] ? [[name, address[name]]] : [])),
  );
  const shown = columns?.split(",").map((part) => {
    const [key = "", width] = part.split("~");
    return { key, width: Number(width) || null };
  });
  return { condition: condition as Stored | undefined, sort, mode, group, columns: shown, filters };
}

export interface Shown {
  sort: string;
  mode: string;
  group: string;
  columns: { key: string; width: number | null }[];
}

export function nameOf(view: { name: string; name_en: string }, locale: "zh" | "en"): string {
  return locale === "en" ? view.name_en || view.name : view.name;
}

/** How the screen shows the tickets in another way than the saved view says. */
export function shownChanges(view: Shown, current: Current): Partial<Shown> {
  const changed: Partial<Shown> = {};
  if (current.sort !== undefined && current.sort !== view.sort) changed.sort = current.sort;
  if (current.mode !== undefined && current.mode !== view.mode) changed.mode = current.mode;
  const group = current.group === "none" ? "" : current.group;
  if (group !== undefined && group !== view.group) changed.group = group;
  if (current.columns && JSON.stringify(current.columns) !== JSON.stringify(view.columns))
    changed.columns = current.columns;
  return changed;
}

/** Whether the screen shows something else than the saved view says. */
export function isChanged(view: Shown, current: Current): boolean {
  const narrowed = current.condition || Object.keys(current.filters).length > 0;
  return Boolean(narrowed) || Object.keys(shownChanges(view, current)).length > 0;
}
