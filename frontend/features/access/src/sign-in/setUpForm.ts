import type { Person, SetUpIn } from "./api";
import { LEAST_PASSWORD } from "./passwords";

export const EMPTY_PERSON: Person = { name: "", email: "", password: "" };

/** What of a person is missing before the server is asked. */
export function personFaults({ name, email, password }: Person): Set<keyof Person> {
  const faults = new Set<keyof Person>();
  if (!name.trim()) faults.add("name");
  if (!/^\S+@\S+$/.test(email.trim())) faults.add("email");
  if ([...password].length < LEAST_PASSWORD) faults.add("password");
  return faults;
}

/** Two of the accounts have one address: the three administrations need an account each. */
export function sameAddress(form: SetUpIn): boolean {
  const given = [form.administrator, form.security_administrator, form.auditor]
    .map((one) => one?.email.trim().toLowerCase())
    .filter(Boolean);
  return new Set(given).size < given.length;
}
