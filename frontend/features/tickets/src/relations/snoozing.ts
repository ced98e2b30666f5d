const NINE = 9;

/** Instants that one sleeps until most often, in the reader's own time. */
export function snoozeChoices(now: Date): { id: "hour" | "tomorrow" | "monday"; until: Date }[] {
  const hour = new Date(now.getTime() + 3_600_000);
  const at = (days: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, NINE, 0, 0, 0);
  // On a Monday the next one is meant, a week ahead.
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { id: "hour", until: hour },
    { id: "tomorrow", until: at(1) },
    { id: "monday", until: at(toMonday) },
  ];
}
