import type { Locale } from "@relaydesk/i18n";

const TAGS: Record<Locale, string> = { zh: "zh-CN", en: "en-GB" };
const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, kind: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}:${kind}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(TAGS[locale], options);
    formats.set(key, made);
  }
  return made;
}

const relative: Partial<Record<Locale, Intl.RelativeTimeFormat>> = {};

/** 今天, 昨天. The format is made once: a list asks for each of its rows. */
function dayWord(locale: Locale, days: number): string {
  relative[locale] ??= new Intl.RelativeTimeFormat(TAGS[locale], { numeric: "auto" });
  return relative[locale].format(days, "day");
}

function sameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}

export function clockTime(iso: string, locale: Locale): string {
  return format(locale, "clock", { hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date(iso));
}

/** 今天, 昨天, or the date; the year only when it is another one. */
export function dayLabel(iso: string, locale: Locale, now: number): string {
  const date = new Date(iso);
  const today = new Date(now);
  if (sameDay(date, today)) return dayWord(locale, 0);
  if (sameDay(date, new Date(now - 86_400_000))) return dayWord(locale, -1);
  const year = date.getFullYear() === today.getFullYear() ? undefined : ("numeric" as const);
  return format(locale, `day${year ?? ""}`, { month: "short", day: "numeric", year }).format(date);
}

/** The day and the time of day. */
export function dayTime(iso: string, locale: Locale, now: number): string {
  return `${dayLabel(iso, locale, now)} ${clockTime(iso, locale)}`;
}

/** An instant ahead, with its day of the week; the year only when it is another one. */
export function weekdayTime(iso: string, locale: Locale, now: number): string {
  const date = new Date(iso);
  const year = date.getFullYear() === new Date(now).getFullYear() ? undefined : ("numeric" as const);
  return format(locale, `weekday${year ?? ""}`, {
    weekday: "short",
    month: "short",
    day: "numeric",
    year,
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  }).format(date);
}

/** A date that reads the same next year: for paper and for the record. */
export function longTime(iso: string, locale: Locale): string {
  return format(locale, "long", { dateStyle: "long", timeStyle: "short" }).format(new Date(iso));
}

/** A day without a time (2026-11-22), in the words of `dayLabel`. */
export function dayText(day: string, locale: Locale, now: number): string {
  return dayLabel(`${day}T12:00:00`, locale, now);
}

/** For narrow places: the time of day today, else the date. */
export function shortTime(iso: string, locale: Locale, now: number): string {
  return sameDay(new Date(iso), new Date(now)) ? clockTime(iso, locale) : dayLabel(iso, locale, now);
}

export function fullTime(iso: string, locale: Locale): string {
  return format(locale, "full", { dateStyle: "full", timeStyle: "medium" }).format(new Date(iso));
}

/** Working minutes as words: 42 分, 2 小时 5 分, 24 小时. Never as days: a working day has no fixed length. */
export function durationText(minutes: number, locale: Locale): string {
  const whole = Math.max(0, Math.round(minutes));
  const [h, m] = locale === "zh" ? [" 小时", " 分"] : ["h", "min"];
  return whole < 60 ? `${whole}${m}` : join(Math.floor(whole / 60), h, whole % 60, m);
}

function join(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big}${bigUnit}` : `${big}${bigUnit} ${small}${smallUnit}`;
}

export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
