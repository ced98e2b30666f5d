import { both, type Stored } from "@relaydesk/conditions/tree";
import type { Draft, View } from "./api";
import { type Current, shownChanges } from "./current";

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

/** What must be written for the view to show what is on the screen. */
export function changesOf(view: View, current: Current): Draft {
  const narrowed = current.condition || Object.keys(current.filters).length > 0;
  return { ...(narrowed ? { condition: conditionOf(view, current) } : {}), ...shownChanges(view, current) };
}
