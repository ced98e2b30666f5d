import { ApiProblem } from "@relaydesk/api-client";

/** What the server asks for at least, until it says otherwise (NIST SP 800-63B: 15 without a second factor). */
export const LEAST_PASSWORD = 12;

/** What is wrong with the password that was offered, in the server's words. */
export function passwordFault(error: unknown): string | false {
  if (!(error instanceof ApiProblem) || error.status !== 422) return false;
  const fault = [...error.fields].find(([field]) => field.endsWith("password"));
  return fault ? fault[1] : error.message;
}
