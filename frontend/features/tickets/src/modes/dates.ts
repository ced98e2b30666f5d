const DAY = 86_400_000;

const two = (number: number) => String(number).padStart(2, "0");

/** The reader's local day of an instant, as `2026-11-22`. */
export function dayOf(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Local midnight of such a day. */
export function midnight(day: string): Date {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date);
}

/** Days later or, below zero, earlier; over changes of the clocks too. */
export function addDays(day: string, count: number): string {
  const at = midnight(day);
  return dayOf(new Date(at.getFullYear(), at.getMonth(), at.getDate() + count));
}

export function addMonths(day: string, count: number): string {
  const at = midnight(day);
  return dayOf(new Date(at.getFullYear(), at.getMonth() + count, 1));
}

/** The Monday of its week (ISO 8601). */
export function mondayOf(day: string): string {
  return addDays(day, -((midnight(day).getDay() + 6) % 7));
}

/** The weeks that a month or a week shows, by their Mondays. */
export function weeksOf(day: string, scale: "week" | "month"): string[] {
  if (scale === "week") return [mondayOf(day)];
  const month = day.slice(0, 7);
  const weeks: string[] = [];
  for (let week = mondayOf(`${month}-01`); week.slice(0, 7) <= month; week = addDays(week, 7))
    weeks.push(week);
  return weeks;
}

export function daysFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}

/** How far an instant lies between two days, 0 to 1; beyond them it is cut. */
export function shareOf(at: string, first: string, behind: string): number {
  const [from, to] = [midnight(first).getTime(), midnight(behind).getTime()];
  return Math.min(1, Math.max(0, (new Date(at).getTime() - from) / (to - from)));
}

/** A valid day of the address, else today. */
export function dayOr(text: string | undefined, now: number): string {
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(midnight(text).getTime())
    ? text
    : dayOf(new Date(now));
}

/** A bar lasts at least a quarter of a day on the screen, so that it can be seen. */
export function barOf(from: string, until: string | null, first: string, behind: string) {
  const start = shareOf(from, first, behind);
  const least = DAY / 4 / (midnight(behind).getTime() - midnight(first).getTime());
  const end = Math.max(shareOf(until ?? from, first, behind), start + least);
  return { start, width: Math.min(end, 1 + least) - start };
}

type Leaf = { field: string; operator: string; value?: string };

/** Tickets whose due instant lies within these days. */
export function dueWithin(first: string, behind: string): { and: Leaf[] } {
  return {
    and: [
      { field: "next_due_at", operator: "after", value: addDays(first, -1) },
      { field: "next_due_at", operator: "before", value: behind },
    ],
  };
}

/** Tickets whose plan touches these days: it begins before their end and does not end before them. */
export function plannedWithin(first: string, behind: string): { and: unknown[] } {
  const before = addDays(first, -1);
  return {
    and: [
      { field: "planned_from", operator: "before", value: behind },
      {
        or: [
          { field: "planned_until", operator: "after", value: before },
          { field: "planned_from", operator: "after", value: before },
        ],
      },
    ],
  };
}
