const MOST = 20;

function key(owner: string): string {
  return `relaydesk.palette.${owner}`;
}

/** The ids of the commands that were used last, newest first. */
export function usedCommands(owner: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(owner)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

export function keepUsed(owner: string, id: string): void {
  const ids = [id, ...usedCommands(owner).filter((one) => one !== id)].slice(0, MOST);
  localStorage.setItem(key(owner), JSON.stringify(ids));
}
