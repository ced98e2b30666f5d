import { ApiProblem } from "@relaydesk/api-client";
import type { Translate } from "@relaydesk/i18n";
import type { messages } from "./messages";

type T = Translate<keyof typeof messages.zh>;

/** What a refused sign-in means, and what to do. `other` words what is no matter of signing in. */
export function refusal(error: unknown, t: T, other: (error: unknown) => string): string {
  if (!(error instanceof ApiProblem)) return other(error);
  if (error.status === 429) {
    const wait = error.retryAfter;
    return wait && wait > 60 ? t("locked", { n: Math.ceil(wait / 60) }) : t("lockedSoon");
  }
  if (error.code === "account_inactive") return t("disabled");
  return [400, 401, 403, 422].includes(error.status) ? t("wrong") : other(error);
}
