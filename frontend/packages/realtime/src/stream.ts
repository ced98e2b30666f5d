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
  /** Everything up to this place in the log has been told. */
  | { kind: "place"; id: string }
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
 * each tab reads for itself. Begins at `position`, a place in the log not later than what is on the screen, so that
 * nothing is missed until the stream is open. Returns the function that ends it.
 */
export function openStream(url: string, position: string, listener: Listener): () => void {
  const channel = new BroadcastChannel(LOCK);
  const ending = new AbortController();
  let last: Connection = "connecting";
  let leading = false;
  let place = position;

  const tell = (message: Shared) => {
    if (message.kind === "change") listener.change(message.change);
    if (message.kind === "place") place = message.id;
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
        return read(url, () => place, share, ending.signal);
      })
      .catch(() => undefined);
  } else void read(url, () => place, share, ending.signal);

  return () => {
    ending.abort();
    channel.close();
  };
}

/** Reads until the signal; resolves then. Opens a new EventSource at the place reached after each break. */
function read(
  url: string,
  reached: () => string,
  share: (message: Shared) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    let attempt = 0;
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const connect = () => {
      source?.close();
      source = new EventSource(`${url}?last_event_id=${encodeURIComponent(reached())}`);
      source.onopen = () => {
        attempt = 0;
        share({ kind: "connection", connection: "open" });
      };
      source.addEventListener("change", (event: MessageEvent<string>) => {
        share({ kind: "change", change: JSON.parse(event.data) as Change });
        share({ kind: "place", id: event.lastEventId });
      });
      source.addEventListener("resync", (event) => {
        share({ kind: "resync" });
        share({ kind: "place", id: event.lastEventId });
      });
      source.addEventListener("hello", (event) => share({ kind: "place", id: event.lastEventId }));
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
