/** localStorage that never throws: private windows, WebViews and foreign frames may forbid it. */
const PREFIX = "relaydesk.portal.";

export function load(key: string): string | null {
  try {
    return window.localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function save(key: string, value: string): void {
  try {
    window.localStorage.setItem(PREFIX + key, value);
  } catch {
    // Full or forbidden: the page still works, it only forgets when closed.
  }
}

export function forget(key: string): void {
  try {
    window.localStorage.removeItem(PREFIX + key);
  } catch {
    // As above.
  }
}

/** Reads a stored object of texts; anything else, damaged or old, counts as absent. */
export function loadTexts(key: string): Record<string, string> {
  const stored = load(key);
  if (stored === null) return {};
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== "object" || value === null) return {};
    const texts = Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    return Object.fromEntries(texts);
  } catch {
    return {};
  }
}
