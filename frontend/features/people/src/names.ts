import { ApiProblem } from "@relaydesk/api-client";
import { useLocale } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { useCallback } from "react";
import { problems } from "./problems";

/** A name in the language of the screen; the Chinese one where there is no English. */
export function useNameOf(): (ref: { name: string; name_en?: string }) => string {
  const { locale } = useLocale();
  return useCallback((ref) => (locale === "en" ? ref.name_en || ref.name : ref.name), [locale]);
}

/** What the codes mean by which the server refuses a change of people. */
export function useProblemWords(): Record<string, string> {
  return problems[useLocale().locale];
}

/** What a refused change means to the reader. */
export function useRefusal(): (error: unknown) => string {
  const words = useProblemWords();
  const textOf = useProblemText();
  return useCallback(
    (error) => (error instanceof ApiProblem && words[error.code]) || textOf(error),
    [words, textOf],
  );
}
