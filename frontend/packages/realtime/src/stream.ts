/** One change of the event log, as the stream carries it: identifiers, never state. */
export interface Change {
  name: string;
  ticket: string | null;
  subject: string;
  at: string;
}

export type Connection = "connecting" | "open" | "broken" | "offline";

interface Listener {
  change: (change: Change) => void;
  connection: (connection: Connection) => void;
  /** The server could not tell what was missed: read everything again. */
  resync: () => void;
}

type Shared =
  | { kind: "resync" }
  | { kind: "change"; change: Change }
  | { kind: "connection"; connection: Connection }
  | { kind: "hello" };

const LOCK = "relaydesk.stream";

/** Pauses in ms before the n-th new attempt; the browser's own retry gives up on an HTTP error. */
export function retryPause(attempt: number): number {
  return Math.min(1000 * 2 ** attempt, 15_000);
}

/**
 * Listens to `url` with one connection for all tabs: the tab that holds the lock reads the stream and passes
 * everything on through a BroadcastChannel. Where the browser has no locks (plain http on another host),
 * each tab reads for itself. Returns the function that ends it.
 */
export function openStream(url: string, listener: Listener): () => void {
  const channel = new BroadcastChannel(LOCK);
  const ending = new AbortController();
  let last: Connection = "connecting";
  let leading = false;

  const tell = (message: Shared) => {
    if (message.kind === "change") listener.change(message.change);
    if (message.kind === "resync") listener.resync();
    if (message.kind === "connection") {
      last = message.connection;
      listener.connection(message.connection);
    }
  };
  const share = (message: Shared) => {
    tell(message);
    if (leading) channel.postMessage(message);
  };
  channel.onmessage = (event: MessageEvent<Shared>) => {
    if (event.data.kind === "hello") {
      if (leading) channel.postMessage({ kind: "connection", connection: last } satisfies Shared);
    } else if (!leading) tell(event.data);
  };

  const locks: LockManager | undefined = navigator.locks;
  if (locks) {
    channel.postMessage({ kind: "hello" } satisfies Shared);
    locks
      .request(LOCK, { signal: ending.signal }, () => {
        leading = true;
        return read(url, share, ending.signal);
      })
      .catch(() => undefined);
  } else void read(url, share, ending.signal);

  return () => {
    ending.abort();
    channel.close();
  };
}

/** Reads until the signal; resolves then. Opens a new EventSource with the last id after each break. */
function read(url: string, share: (message: Shared) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let attempt = 0;
    let lastId = "";
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const connect = () => {
      source?.close();
      const address = lastId ? `${url}?last_event_id=${encodeURIComponent(lastId)}` : url;
      source = new EventSource(address);
      source.onopen = () => {
        attempt = 0;
        share({ kind: "connection", connection: "open" });
      };
      source.addEventListener("change", (event: MessageEvent<string>) => {
        lastId = event.lastEventId || lastId;
        share({ kind: "change", change: JSON.parse(event.data) as Change });
      });
      source.addEventListener("resync", () => share({ kind: "resync" }));
      source.onerror = () => {
        share({ kind: "connection", connection: navigator.onLine ? "broken" : "offline" });
        if (source?.readyState !== EventSource.CLOSED) return;
        clearTimeout(timer);
        timer = setTimeout(connect, retryPause(attempt++));
      };
    };
    const online = () => connect();
    const offline = () => share({ kind: "connection", connection: "offline" });
    window.addEventListener("online", online);
    window.addEventListener("offline", offline);
    signal.addEventListener("abort", () => {
      source?.close();
      clearTimeout(timer);
      window.removeEventListener("online", online);
      window.removeEventListener("offline", offline);
      resolve();
    });
    connect();
  });
}
