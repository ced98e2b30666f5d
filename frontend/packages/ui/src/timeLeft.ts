import type { Locale } from "@relaydesk/i18n";

export interface TimeLeft {
  text: string;
  tone: "late" | "soon" | "calm" | "paused";
}

/** What a row says of its time: working minutes left at the instant `at`, and whether they are passing. */
export interface Timed {
  next_due_at: string | null;
  time_left: { minutes: number; counting: boolean; at: string } | null;
  status: { category: string };
}

const WORDS = {
  zh: {
    left: (time: string) => `剩 ${time}`,
    late: (time: string) => `超时 ${time}`,
    paused: "已暂停",
    minutes: "分",
    hours: " 小时",
  },
  en: {
    left: (time: string) => `${time} left`,
    late: (time: string) => `${time} late`,
    paused: "Paused",
    minutes: " min",
    hours: "h",
  },
};

function span(minutes: number, locale: Locale, short: boolean): string {
  const words = WORDS[locale];
  if (minutes >= 600) return `${Math.floor(minutes / 60)}${words.hours}`;
  if (short && minutes < 60) return `${minutes}${words.minutes}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Minutes of a stopwatch as the list shows them: 剩 2:18, 剩 40 小时, 超时 40分. */
function words(minutes: number, late: boolean, locale: Locale): TimeLeft {
  if (late) return { text: WORDS[locale].late(span(Math.max(1, -minutes), locale, true)), tone: "late" };
  return { text: WORDS[locale].left(span(minutes, locale, false)), tone: minutes <= 60 ? "soon" : "calm" };
}

/** Whole minutes since the server reckoned, while the calendar is open. `now` is in ms. */
export function workingMinutesSince(at: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(at)) / 60_000));
}

/**
 * The working time left until a ticket's next due instant, or null when nothing runs. `now` is in ms. Between two
 * answers of the server the minutes pass by the clock, as long as the calendar was open.
 */
export function timeLeft(row: Timed, now: number, locale: Locale): TimeLeft | null {
  const { category } = row.status;
  if (category === "solved" || category === "closed") return null;
  if (category === "waiting" || category === "hold") return { text: WORDS[locale].paused, tone: "paused" };
  if (!row.next_due_at || !row.time_left) return null;
  const { minutes, counting, at } = row.time_left;
  const passed = counting ? workingMinutesSince(at, now) : 0;
  const late = Date.parse(row.next_due_at) <= now;
  return words(late ? Math.min(minutes - passed, -1) : Math.max(minutes - passed, 0), late, locale);
}
