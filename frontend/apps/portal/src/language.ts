import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { load, save } from "./storage";
import { chooseLanguage, fill, type Language, WORDS, type Word } from "./words";

export type { Language };

export type Say = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

export interface LanguageChoice {
  readonly language: Language;
  readonly say: Say;
  readonly change: (language: Language) => void;
}

export function speaker(language: Language): Say {
  return (word, values) => fill(WORDS[language][word], values);
}

export const LanguageContext = createContext<LanguageChoice>({
  language: "zh",
  say: speaker("zh"),
  change: () => undefined,
});

export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext);
}

export function firstLanguage(): Language {
  const asked = new URLSearchParams(window.location.search).get("lang");
  return chooseLanguage(asked ?? load("language"), navigator.languages ?? [navigator.language]);
}

export function keepLanguage(language: Language): void {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  save("language", language);
}

/** Time as people say it: the clock for today, otherwise the date, with the year only when it is another one. */
export function spokenTime(iso: string, language: Language, now: Date = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  const clock: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hour12: false };
  if (at.toDateString() === now.toDateString()) return new Intl.DateTimeFormat(locale, clock).format(at);
  const day: Intl.DateTimeFormatOptions = {
    month: language === "zh" ? "long" : "short",
    day: "numeric",
    ...clock,
  };
  if (at.getFullYear() !== now.getFullYear()) day.year = "numeric";
  return new Intl.DateTimeFormat(locale, day).format(at);
}

/** Bytes as people say them; 1 MB = 1024 kB as in every mail client. */
export function spokenSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, "")} MB`;
}
