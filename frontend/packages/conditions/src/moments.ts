const two = (number: number) => String(number).padStart(2, "0");

/** What a date or datetime-local input shows of a stored day or instant. */
export function localOf(stored: string, exact: boolean): string {
  if (!stored) return "";
  if (stored.length === 10) return exact ? `${stored}T00:00` : stored;
  const at = new Date(stored);
  if (Number.isNaN(at.getTime())) return "";
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return exact ? `${day}T${two(at.getHours())}:${two(at.getMinutes())}` : day;
}

/** What is stored of such an input: a day as it is, an instant with its offset. */
export function momentOf(local: string): string | undefined {
  if (!local) return undefined;
  return local.length === 10 ? local : new Date(local).toISOString();
}
