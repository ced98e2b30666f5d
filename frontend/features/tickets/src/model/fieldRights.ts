import type { Ticket } from "@relaydesk/api-client";

export type FieldRight = "hidden" | "masked" | "read" | "write" | "required";

/** What the reader may do with a field, by the server's word; what it does not name may be written. */
export function rightOf(ticket: Pick<Ticket, "can">, field: string): FieldRight {
  return (ticket.can.fields[field] as FieldRight | undefined) ?? "write";
}

export function writes(right: FieldRight): boolean {
  return right === "write" || right === "required";
}

/** Whether a value came masked: the server puts stars where it left something out. */
export function isMasked(value: string | null | undefined): boolean {
  return /\*{2,}/.test(value ?? "");
}
