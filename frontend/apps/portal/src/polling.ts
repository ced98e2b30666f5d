/** Asks again and again while someone is looking; slower after each failure, at once when the page comes back. */
export interface Polling {
  readonly now: () => void;
  readonly stop: () => void;
}

export const INTERVAL_MS = 10_000;
const LONGEST_MS = 120_000;

/** The pause before the next question, after so many failures in a row. */
export function pauseAfter(failures: number): number {
  return Math.min(INTERVAL_MS * 2 ** Math.min(failures, 10), LONGEST_MS);
}

/** `ask` answers false when polling is to end (the link is no longer valid). */
export function poll(ask: () => Promise<boolean>): Polling {
  let failures = 0;
  let timer: number | undefined;
  let running = false;
  let stopped = false;

  async function once(): Promise<void> {
    window.clearTimeout(timer);
    if (stopped || running || document.hidden) return;
    running = true;
    try {
      if (!(await ask())) stopped = true;
      failures = 0;
    } catch {
      failures += 1;
    } finally {
      running = false;
    }
    if (!stopped && !document.hidden) timer = window.setTimeout(() => void once(), pauseAfter(failures));
  }

  const wake = (): void => void once();
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  void once();
  return {
    now: wake,
    stop: () => {
      stopped = true;
      window.clearTimeout(timer);
      document.removeEventListener("visibilitychange", wake);
      window.removeEventListener("online", wake);
    },
  };
}
