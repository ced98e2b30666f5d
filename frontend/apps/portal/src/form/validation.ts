/** What the form checks before it asks the server, which checks the same again. */
import type { FieldFault } from "../api";
import type { Say } from "../language";

export type FieldName = "name" | "email" | "phone" | "subject" | "body";
export type FormValues = Readonly<Record<FieldName, string>>;
export type FormFaults = Readonly<Partial<Record<FieldName, string>>>;

export const FIELDS: readonly FieldName[] = ["name", "email", "phone", "subject", "body"];
export const OPTIONAL: ReadonlySet<FieldName> = new Set(["phone"]);
export const LONGEST: Readonly<Record<FieldName, number>> = {
  name: 100,
  email: 254,
  phone: 32,
  subject: 200,
  body: 20_000,
};
export const EMPTY: FormValues = { name: "", email: "", phone: "", subject: "", body: "" };

// Deliberately loose: only what can never be delivered is refused. The mail itself is the proof of an address.
const EMAIL = /^[^\s@<>",;:()[\]\\]+@[^\s@<>",;:()[\]\\]+\.[^\s@.<>",;:()[\]\\]{2,}$/;
const PHONE = /^\+?[\d\s\-()]{5,}$/;

export function faultsOf(values: FormValues, say: Say): FormFaults {
  const faults: Partial<Record<FieldName, string>> = {};
  for (const field of FIELDS) {
    const fault = faultOf(field, values[field].trim(), say);
    if (fault) faults[field] = fault;
  }
  return faults;
}

export function faultOf(field: FieldName, value: string, say: Say): string | null {
  const label = say(`field_${field}`);
  if (value === "") return OPTIONAL.has(field) ? null : say("v_required", { field: label });
  // The server counts characters, not UTF-16 units: an emoji is one.
  if ([...value].length > LONGEST[field]) return say("v_too_long", { field: label, max: LONGEST[field] });
  if (field === "email" && !EMAIL.test(value)) return say("v_email");
  if (field === "phone" && !PHONE.test(value)) return say("v_phone");
  return null;
}

/** The server's refusals in our words where we have them, else in its own. */
export function faultsFromServer(faults: readonly FieldFault[], say: Say): FormFaults {
  const spoken: Partial<Record<FieldName, string>> = {};
  for (const fault of faults) {
    const field = FIELDS.find((name) => name === fault.field);
    if (field) spoken[field] = wording(field, fault, say);
  }
  return spoken;
}

function wording(field: FieldName, fault: FieldFault, say: Say): string {
  const label = say(`field_${field}`);
  if (/missing|required|empty|too_short/.test(fault.code)) return say("v_required", { field: label });
  if (/too_long/.test(fault.code)) return say("v_too_long", { field: label, max: LONGEST[field] });
  if (field === "email") return say("v_email");
  if (field === "phone") return say("v_phone");
  return say("v_other", { field: label, detail: fault.message });
}
