import type { Locale } from "@relaydesk/i18n";

export interface TimeLeft {
  text: string;
  tone: "late" | "soon" | "calm" | "paused";
}

const WORDS = {
  zh: {
    left: (time: string) => `剩 ${time}`,
    late: (time: string) => `超时 ${time}`,
    paused: "已暂停",
    minutes: "分",
    days: "天",
  },
  en: {
    left: (time: string) => `${time} left`,
    late: (time: string) => `${time} late`,
    paused: "Paused",
    minutes: "min",
    days: "d",
  },
};

function span(minutes: number, locale: Locale, short: boolean): string {
  const words = WORDS[locale];
  if (minutes >= 2880) return `${Math.floor(minutes / 1440)}${locale === "zh" ? " " : ""}${words.days}`;
  if (short && minutes < 60) return `${minutes}${locale === "zh" ? "" : " "}${words.minutes}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Minutes of a stopwatch as the list shows them: 剩 2:18, 超时 40分. Negative minutes are late. */
export function minutesLeft(minutes: number, locale: Locale): TimeLeft {
  const words = WORDS[locale];
  if (minutes < 0) return { text: words.late(span(Math.floor(-minutes), locale, true)), tone: "late" };
  const whole = Math.floor(minutes);
  return { text: words.left(span(whole, locale, false)), tone: whole <= 60 ? "soon" : "calm" };
}

/**
 * The time left until a ticket's next due instant, or null when nothing runs.
 * `dueAt` is RFC 3339, `now` in ms.
 */
export function timeLeft(
  dueAt: string | null,
  category: string,
  now: number,
  locale: Locale,
): TimeLeft | null {
  if (category === "solved" || category === "closed") return null;
  if (category === "waiting" || category === "hold") return { text: WORDS[locale].paused, tone: "paused" };
  if (!dueAt) return null;
  const minutes = (new Date(dueAt).getTime() - now) / 60_000;
  return minutesLeft(minutes < 0 ? Math.min(minutes, -1) : minutes, locale);
}
