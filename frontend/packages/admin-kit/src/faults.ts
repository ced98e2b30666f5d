import type { Locale } from "@relaydesk/i18n";
import { messages } from "./messages";

/** One fault of one field, as the server's problem document has it. */
export interface Fault {
  field: string;
  code: string;
  message: string;
}

/** The faults of a refused form; empty when the refusal is about the whole. */
export function faultsOf(body: Record<string, unknown>): Fault[] {
  const errors = Array.isArray(body.errors) ? body.errors : [];
  return errors.map((one: Partial<Record<keyof Fault, unknown>>) => ({
    field: String(one.field ?? ""),
    code: String(one.code ?? ""),
    message: String(one.message ?? ""),
  }));
}

/** The path of the field in a form: `body.skills.0.level` and `skills.0.level` are the same field. */
export function pathOf(field: string): (string | number)[] {
  const parts = field.split(".").filter(Boolean);
  const own = parts[0] === "body" && parts.length > 1 ? parts.slice(1) : parts;
  return own.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The fault in the reader's language where we have words for its code, else as the server says it. */
export function faultText(fault: Fault, locale: Locale, own: Record<string, string> = {}): string {
  const key = `fault_${fault.code}`;
  const known = messages[locale] as Record<string, string>;
  return own[fault.code] ?? known[key] ?? fault.message;
}
