import type { HeldRole } from "./types";

/** `2026-11-22` of an instant, in the reader's own time zone; empty for none. */
export function dayOf(iso: string | null): string {
  if (!iso) return "";
  const date = new Date(iso);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The instant at which a day begins for the reader. */
export function startOf(day: string): string | null {
  return day ? new Date(`${day}T00:00:00`).toISOString() : null;
}

/** The instant at which a day is over: "until Friday" includes the Friday. */
export function endOf(day: string): string | null {
  if (!day) return null;
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + 1);
  return date.toISOString();
}

/** The last day that an end includes. */
export function lastDayOf(iso: string | null): string {
  return iso ? dayOf(new Date(Date.parse(iso) - 1).toISOString()) : "";
}

export type Validity = "now" | "over" | "future";

export function validityOf(role: Pick<HeldRole, "valid_from" | "valid_until">, now: number): Validity {
  if (role.valid_until && Date.parse(role.valid_until) <= now) return "over";
  return role.valid_from && Date.parse(role.valid_from) > now ? "future" : "now";
}
