import { ApiProblem } from "@relaydesk/api-client";
import type { Translate } from "@relaydesk/i18n";
import type { PasswordRules } from "./api";
import { type messages, passwordKey } from "./messages";

/** What is asked for until the server has said more. */
export const DEFAULT_RULES: PasswordRules = { min_length: 10, min_classes: 0, history: 0 };

type T = Translate<keyof typeof messages.zh>;

/** What a new password must be, in words. */
export function rulesText(rules: PasswordRules, t: T): string {
  const parts = [t("rules", { n: rules.min_length })];
  if (rules.min_classes > 1) parts.push(t("rulesClasses", { n: rules.min_classes }));
  if (rules.history > 0) parts.push(t("rulesHistory", { n: rules.history }));
  return parts.join(" ");
}

/** What is wrong with the password that was offered; false when the refusal is about something else. */
export function passwordFault(error: unknown, rules: PasswordRules, t: T): string | false {
  if (!(error instanceof ApiProblem) || error.status !== 422) return false;
  const faults = Array.isArray(error.body.errors) ? error.body.errors : [];
  const fault = faults.find((one: { field?: unknown }) => String(one.field ?? "").endsWith("password")) as
    | { code?: string; message?: string }
    | undefined;
  if (!fault) return false;
  const key = passwordKey(fault.code ?? "");
  return key
    ? t(key, { n: key === "password_too_few_classes" ? rules.min_classes : rules.min_length })
    : (fault.message ?? "");
}
