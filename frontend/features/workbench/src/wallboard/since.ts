/** How long ago, roughly and short enough for a wall: 42 分, 3 小时, 5 天. */
export function sinceText(iso: string, now: number, locale: "zh" | "en"): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(iso)) / 60_000));
  const [m, h, d] = locale === "zh" ? [" 分钟", " 小时", " 天"] : [" min", " h", " d"];
  if (minutes < 60) return `${minutes}${m}`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)}${h}`;
  return `${Math.floor(minutes / 1440)}${d}`;
}

/** How pressing a figure is, by colour and by a sign: colour alone says nothing. */
export function toneOf(name: string, value: number): "calm" | "warn" | "late" {
  if (value === 0) return "calm";
  if (name === "overdue") return "late";
  return name === "due_hour" || name === "unassigned" ? "warn" : "calm";
}
