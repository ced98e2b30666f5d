interface Listener {
  /** A new build waits to take over. */
  onReady: (worker: ServiceWorker) => void;
  /** A push was clicked: its page is to be shown here. */
  onOpen: (path: string) => void;
}

/** Registers the service worker where there are such; returns the function that ends listening. */
export function register({ onReady, onOpen }: Listener): () => void {
  const container: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  // The development server has no service worker: its page says so by the path of its script.
  if (!container || document.querySelector('script[src^="/desk/@vite"]')) return () => undefined;
  const ending = new AbortController();
  const { signal } = ending;
  const had = container.controller !== null;
  let reloading = false;
  container.addEventListener(
    "controllerchange",
    () => {
      // The first worker of a browser takes over without a word; a later one because somebody agreed.
      if (!had || reloading) return;
      reloading = true;
      location.reload();
    },
    { signal },
  );
  container.addEventListener(
    "message",
    (event: MessageEvent<{ type?: string; path?: string }>) => {
      if (event.data.type === "open" && event.data.path?.startsWith("/desk/")) onOpen(event.data.path);
    },
    { signal },
  );
  void watch(container, onReady, signal);
  return () => ending.abort();
}

async function watch(
  container: ServiceWorkerContainer,
  onReady: (worker: ServiceWorker) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    const registration = await container.register("/desk/serviceWorker.js", { scope: "/desk/" });
    const look = () => {
      if (registration.waiting && container.controller && !signal.aborted) onReady(registration.waiting);
    };
    look();
    registration.addEventListener(
      "updatefound",
      () => registration.installing?.addEventListener("statechange", look, { signal }),
      { signal },
    );
    // A desk stays open for days: it asks for a new build when one comes back to it.
    document.addEventListener(
      "visibilitychange",
      () => {
        if (document.visibilityState === "visible") void registration.update().catch(() => undefined);
      },
      { signal },
    );
  } catch {
    // Some in-app browsers know service workers and refuse them: the desk works without.
  }
}
