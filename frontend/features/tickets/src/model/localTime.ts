const two = (number: number) => String(number).padStart(2, "0");

/** An instant as a datetime-local input shows it, in the reader's time. */
export function toLocal(instant: string | null | undefined): string {
  if (!instant) return "";
  const at = new Date(instant);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant of such an input as the server writes it; null for an empty one. */
export function fromLocal(local: string): string | null {
  return local ? new Date(local).toISOString().replace(".000Z", "Z") : null;
}
