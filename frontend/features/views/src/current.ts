import { both, type Stored } from "@relaydesk/conditions/tree";
import type { Draft, View } from "./api";

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

export function nameOf(view: Pick<View, "name" | "name_en">, locale: "zh" | "en"): string {
  return locale === "en" ? view.name_en || view.name : view.name;
}

/** A quick filter as a leaf of the grammar. */
function leafOf(field: string, value: string): Stored {
  if (value === "none") return { field, operator: "is_empty" };
  if (value === "me") return { field, operator: "is", value: { me: "current_user" } };
  const values = value.split(",");
  return values.length > 1 ? { field, operator: "in", value: values } : { field, operator: "is", value };
}

/** The condition that a view must have to show what is on the screen. */
export function conditionOf(view: Pick<View, "condition"> | undefined, current: Current): Stored {
  const filters = Object.entries(current.filters).map(([field, value]) => leafOf(field, value));
  if (filters.length === 0 && !current.condition) return view?.condition ?? { and: [] };
  return both(view?.condition, current.condition, ...filters);
}

/** Whether the screen shows something else than the saved view says. */
export function isChanged(view: View, current: Current): boolean {
  return Object.keys(changesOf(view, current)).length > 0;
}

/** What must be written for the view to show what is on the screen. */
export function changesOf(view: View, current: Current): Draft {
  const draft: Draft = {};
  if (current.condition || Object.keys(current.filters).length > 0)
    draft.condition = conditionOf(view, current);
  if (current.sort !== undefined && current.sort !== view.sort) draft.sort = current.sort;
  if (current.mode !== undefined && current.mode !== view.mode) draft.mode = current.mode;
  const group = current.group === "none" ? "" : current.group;
  if (group !== undefined && group !== view.group) draft.group = group;
  if (current.columns && JSON.stringify(current.columns) !== JSON.stringify(view.columns))
    draft.columns = current.columns;
  return draft;
}
