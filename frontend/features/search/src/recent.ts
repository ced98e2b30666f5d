/** The last searches of one person in this browser, newest first. */
const MOST = 8;

function key(owner: string): string {
  return `relaydesk.searches.${owner}`;
}

export function recentSearches(owner: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(owner)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Puts a search first; one that was only typed on (空 → 空调) replaces its beginning. */
export function withSearch(before: readonly string[], text: string): string[] {
  const q = text.trim();
  if (!q) return [...before];
  const rest = before.filter((one, index) => one !== q && !(index === 0 && q.startsWith(one)));
  return [q, ...rest].slice(0, MOST);
}

export function keepSearch(owner: string, text: string): void {
  localStorage.setItem(key(owner), JSON.stringify(withSearch(recentSearches(owner), text)));
}

export function forgetSearches(owner: string): void {
  localStorage.removeItem(key(owner));
}
