import type { SetUpIn } from "./api";

export const EMPTY_SET_UP: SetUpIn = {
  name: "",
  email: "",
  password: "",
  security_administrator_email: "",
  auditor_email: "",
};

const ADDRESS = /^\S+@\S+$/;

/** What is missing or malformed before the server is asked. */
export function setUpFaults(form: SetUpIn): Set<keyof SetUpIn> {
  const faults = new Set<keyof SetUpIn>();
  if (!form.name.trim()) faults.add("name");
  if (!ADDRESS.test(form.email.trim())) faults.add("email");
  if (!form.password) faults.add("password");
  for (const name of ["security_administrator_email", "auditor_email"] as const)
    if (form[name].trim() && !ADDRESS.test(form[name].trim())) faults.add(name);
  return faults;
}

/** Two of the accounts have one address: the three administrations need an account each. */
export function sameAddress(form: SetUpIn): boolean {
  const given = [form.email, form.security_administrator_email, form.auditor_email]
    .map((one) => one.trim().toLowerCase())
    .filter(Boolean);
  return new Set(given).size < given.length;
}
