import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";

/**
 * Fetches what is soon needed, when the browser has nothing else to do, at the latest after `atMost` ms. `load` must
 * be the same function at each drawing; what fails is asked for again when it is needed.
 */
export function useAhead(load: () => Promise<unknown>, atMost = 1500): void {
  useEffect(() => {
    const run = () => void load().catch(() => undefined);
    // Safari has no idle time to give.
    if (!("requestIdleCallback" in window)) {
      const timer = setTimeout(run, atMost / 2);
      return () => clearTimeout(timer);
    }
    const idle = requestIdleCallback(run, { timeout: atMost });
    return () => cancelIdleCallback(idle);
  }, [load, atMost]);
}

/** True once `active` has lasted `delay` ms: short waits show nothing, so that nothing flickers. */
export function useDelayed(active: boolean, delay = 300): boolean {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!active) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), delay);
    return () => clearTimeout(timer);
  }, [active, delay]);
  return active && shown;
}

export function useMediaQuery(query: string): boolean {
  const list = useMemo(() => matchMedia(query), [query]);
  const listen = useCallback(
    (changed: () => void) => {
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    [list],
  );
  return useSyncExternalStore(listen, () => list.matches);
}

const listeners = new Set<() => void>();
let minute = Date.now();
let ticking: ReturnType<typeof setInterval> | undefined;

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  ticking ??= setInterval(() => {
    minute = Date.now();
    for (const listener of listeners) listener();
  }, 20_000);
  return () => {
    listeners.delete(changed);
    if (listeners.size === 0) {
      clearInterval(ticking);
      ticking = undefined;
    }
  };
}

/** The time now in ms, renewed every 20 s for all who ask. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => minute);
}
