import type { Locale } from "@relaydesk/i18n";

// A day is written 2026-11-22 and a moment 2026-11-22T14:30, both in the reader's own time.
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WORDS: Record<string, number> = {
  今天: 0,
  明天: 1,
  后天: 2,
  昨天: -1,
  today: 0,
  tomorrow: 1,
  yesterday: -1,
};

const two = (number: number) => String(number).padStart(2, "0");

export function dayOfDate(date: Date): string {
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The middle of a day: no change of the clocks moves it to another one. */
export function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00`);
}

export function addDays(day: string, days: number): string {
  const date = noonOf(day);
  date.setDate(date.getDate() + days);
  return dayOfDate(date);
}

/** The same day of another month, or that month's last. */
export function addMonths(day: string, months: number): string {
  const date = noonOf(day);
  const wanted = date.getDate();
  date.setDate(1);
  date.setMonth(date.getMonth() + months);
  const last = new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate();
  date.setDate(Math.min(wanted, last));
  return dayOfDate(date);
}

/** The weeks of a day's month, from Monday to Sunday, filled up with days of the months beside it. */
export function weeksOf(day: string): string[][] {
  const first = `${day.slice(0, 8)}01`;
  let at = addDays(first, -((noonOf(first).getDay() + 6) % 7));
  const weeks: string[][] = [];
  do {
    weeks.push(Array.from({ length: 7 }, (_, place) => addDays(at, place)));
    at = addDays(at, 7);
  } while (at.slice(0, 7) === day.slice(0, 7));
  return weeks;
}

/** How a value stands in the field: 2026-11-22 14:30 in Chinese, 22 Nov 2026, 14:30 in English. */
export function shown(value: string, locale: Locale): string {
  const [day = "", clock = ""] = value.split("T");
  if (!DAY.test(day)) return "";
  const time = clock.slice(0, 5);
  if (locale === "zh") return time ? `${day} ${time}` : day;
  const name = MONTHS[Number(day.slice(5, 7)) - 1] ?? "";
  const words = `${Number(day.slice(8))} ${name.charAt(0).toUpperCase()}${name.slice(1)} ${day.slice(0, 4)}`;
  return time ? `${words}, ${time}` : words;
}

function existing(year: number, month: number, day: number): string | null {
  const date = new Date(2000, month - 1, day, 12);
  date.setFullYear(year, month - 1, day);
  const same = date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day;
  return same && year >= 1000 ? dayOfDate(date) : null;
}

function readDay(text: string, today: string): string | null {
  const days = WORDS[text];
  if (days !== undefined) return addDays(today, days);
  const named = /^(\d{1,2})\s+([a-z]{3})[a-z]*\.?(?:,?\s+(\d{4}))?$/.exec(text);
  if (named) {
    const month = MONTHS.indexOf(named[2] ?? "") + 1;
    return month > 0 ? existing(Number(named[3] ?? today.slice(0, 4)), month, Number(named[1])) : null;
  }
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return existing(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  const parts = text
    .replace(/[年月./]/g, "-")
    .replace(/日$/, "")
    .split("-");
  if (parts.some((part) => !/^\d+$/.test(part))) return null;
  const [a = 0, b = 0, c = 0] = parts.map(Number);
  if (parts.length === 2) return existing(Number(today.slice(0, 4)), a, b);
  if (parts.length !== 3) return null;
  // A year in front is beyond doubt; behind, the day comes first, as in all English dates of the desk.
  return parts[0]?.length === 4 ? existing(a, b, c) : parts[2]?.length === 4 ? existing(c, b, a) : null;
}

/** A time of day as typed, 9:05 or 0905, as 09:05; null for what is none. */
export function clockOf(text: string): string | null {
  const found = /^(\d{1,2})[:：]?(\d{2})$/.exec(text.trim());
  if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return null;
  return `${two(Number(found[1]))}:${found[2]}`;
}

/**
 * Reads what was typed; null for what is no date. A moment without a time of day keeps that of `before`, else it is
 * nine o'clock; a time of day alone is today's.
 */
export function read(typed: string, time: boolean, today: string, before = ""): string | null {
  const text = typed.trim().toLowerCase();
  if (!time) return readDay(text, today);
  const found = /^(.*?)[\s,T]*(\d{1,2}[:：]\d{2})$/i.exec(text);
  const clock = found ? clockOf(found[2] ?? "") : before.slice(11, 16) || "09:00";
  const rest = found ? (found[1] ?? "") : text;
  const day = found && rest === "" ? today : readDay(rest, today);
  return day && clock ? `${day}T${clock}` : null;
}

/** Whether a value lies between two others of its kind; either may be missing. */
export function within(value: string, min?: string, max?: string): boolean {
  return (!min || value >= min) && (!max || value <= max);
}
