export type Validity = "always" | "valid" | "soon" | "over";

/** A certificate or contract that ends within so many days is worth a word. */
const SOON = 30;
const DAY = 86_400_000;

/** How it stands with something valid up to and including the day `until` (YYYY-MM-DD) at `now` (ms). */
export function validity(until: string | null | undefined, now: number): Validity {
  if (!until) return "always";
  const left = Math.floor((new Date(`${until}T00:00:00`).getTime() - startOfDay(now)) / DAY);
  if (left < 0) return "over";
  return left <= SOON ? "soon" : "valid";
}

function startOfDay(now: number): number {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}
