import { useCallback } from "react";
import { type Locale, useLocale } from "./locale";
import { type Params, translate } from "./translate";

export interface Messages<K extends string> {
  zh: Record<K, string>;
  en: Record<K, string>;
}

export type Translate<K extends string> = (key: K, params?: Params) => string;

/** Declares the texts of one feature. The compiler refuses a key that one of the languages lacks. */
export function defineMessages<const K extends string>(
  zh: Record<K, string>,
  en: Record<NoInfer<K>, string>,
): Messages<K> {
  return { zh, en };
}

/** The feature's texts in the language of the screen. */
export function useMessages<K extends string>(messages: Messages<K>): Translate<K> {
  const { locale } = useLocale();
  return useCallback((key, params) => text(messages, locale, key, params), [messages, locale]);
}

export function text<K extends string>(
  messages: Messages<K>,
  locale: Locale,
  key: K,
  params?: Params,
): string {
  return translate(messages[locale][key], locale, params);
}
