import { call, type Schemas } from "@relaydesk/api-client";
import { useQuery } from "@tanstack/react-query";

export type TicketField = Schemas["TicketField"];

/** The fields that conditions may ask for, with their operators and choices, as the server offers them. */
export function useTicketFields() {
  return useQuery({
    queryKey: ["ticket-fields"],
    queryFn: async () => (await call<{ items: TicketField[] }>("GET", "/api/v1/ticket-fields")).items,
    staleTime: 300_000,
  });
}

interface Named {
  id: string;
  name: string;
  name_en?: string;
}

const PATHS: Record<string, string> = {
  agent: "/api/v1/agents",
  team: "/api/v1/teams",
  department: "/api/v1/departments",
};

/** Everything that a reference can name, except contacts: those are searched for. */
export function useReferred(to: string | null | undefined) {
  const path = to ? PATHS[to] : undefined;
  return useQuery({
    queryKey: ["conditions", "referred", to],
    queryFn: async () => (await call<{ items: Named[] }>("GET", path ?? "")).items,
    enabled: Boolean(path),
    staleTime: 60_000,
  });
}

export const SEVERAL = new Set(["in", "not_in", "includes_any", "includes_all", "includes_none"]);
export const WITHOUT_VALUE = new Set(["is_empty", "is_not_empty", "changed"]);
export const SPANS = new Set(["within_last", "within_next", "older_than", "further_than"]);
export const PERIODS = [
  "past",
  "future",
  "today",
  "yesterday",
  "tomorrow",
  "this_week",
  "last_week",
  "next_week",
  "this_month",
  "last_month",
  "next_month",
  "this_year",
  "last_year",
] as const;
export const UNITS = [
  "minutes",
  "hours",
  "days",
  "weeks",
  "months",
  "working_hours",
  "working_days",
] as const;
/** Who asks, by what a reference refers to. */
export const ME: Record<string, string> = {
  agent: "current_user",
  team: "my_teams",
  department: "my_department",
};

/** What a leaf holds at first once its operator is chosen; undefined until something is chosen. */
export function firstValue(field: TicketField, operator: string): unknown {
  if (WITHOUT_VALUE.has(operator)) return undefined;
  if (field.kind === "instant") {
    if (operator === "in_period") return "today";
    return SPANS.has(operator) ? { amount: 7, unit: "days" } : undefined;
  }
  if (field.kind === "yes_no") return true;
  return SEVERAL.has(operator) ? [] : undefined;
}

/** The value as it can stay when the operator changes: one becomes several and the other way round. */
export function keptValue(field: TicketField, before: string, after: string, value: unknown): unknown {
  const shape = (operator: string) =>
    WITHOUT_VALUE.has(operator)
      ? "none"
      : field.kind !== "instant"
        ? SEVERAL.has(operator)
          ? "several"
          : "one"
        : operator === "in_period"
          ? "period"
          : SPANS.has(operator)
            ? "span"
            : "moment";
  const [from, to] = [shape(before), shape(after)];
  if (from === to) return value;
  if (from === "one" && to === "several") return value === undefined ? [] : [value];
  if (from === "several" && to === "one") return Array.isArray(value) ? value[0] : undefined;
  return firstValue(field, after);
}

/** Whether a leaf says enough to be asked. */
export function isWhole(leaf: { field: string; operator: string; value: unknown }): boolean {
  if (!leaf.field || !leaf.operator) return false;
  if (WITHOUT_VALUE.has(leaf.operator)) return true;
  if (Array.isArray(leaf.value)) return leaf.value.length > 0;
  return leaf.value !== undefined && leaf.value !== null && leaf.value !== "";
}
