import { ApiProblem, type Keepable, lineIsDown, staleByOneself } from "@relaydesk/api-client";
import type { Entry, Store } from "./store";

/** Sends one entry: resolves when the server has it, throws ApiProblem else. */
export type Send = (entry: Entry) => Promise<unknown>;

/** Entries older than this are not sent by themselves any more: nobody expects them. */
export const LIVES_DAYS = 7;

/**
 * Answers of one account that wait for the line. They are sent in the order in which they were written, each with its
 * first `Idempotency-Key`, so that one which had arrived after all has no second effect.
 */
export class Queue {
  #listeners = new Set<() => void>();
  #entries: Entry[] = [];
  #busy = false;

  constructor(
    private readonly store: Store,
    private readonly send: Send,
    private readonly account: string,
  ) {}

  /** What waits, the oldest first; the same array until something changes. */
  entries = (): Entry[] => this.#entries;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads what lies in the store: at the start, and when another tab has changed it. */
  async load(): Promise<void> {
    const all = await this.store.all();
    this.#entries = all
      .filter((entry) => entry.account === this.account)
      .sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
    for (const listener of this.#listeners) listener();
  }

  async add(request: Keepable, now: Date): Promise<void> {
    await this.store.put({
      ...request,
      account: this.account,
      at: now.toISOString(),
      state: "queued",
    });
    await this.load();
  }

  async discard(id: string): Promise<void> {
    await this.store.remove(id);
    await this.load();
  }

  /** A refused entry once more: as a new request, since the server keeps its refusal under the old key. */
  async again(id: string, newId: string): Promise<void> {
    const entry = this.#entries.find((one) => one.id === id);
    if (!entry) return;
    const { reason: _reason, code, version, ...rest } = entry;
    // Who tries again after a conflict, or after others wrote meanwhile, has seen it and means it.
    const over = code === "stale" || version === undefined ? {} : { version };
    const body = code === "new_messages" ? without(rest.body, "seen_message_id") : rest.body;
    await this.store.put({ ...rest, ...over, body, id: newId, state: "queued" });
    await this.store.remove(id);
    await this.load();
  }

  /**
   * Sends what waits until the line fails or nothing is left; calls `onSent` for each that arrived.
   * True when nothing waits any more.
   */
  async flush(now: Date, onSent: (entry: Entry) => void): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    try {
      await this.load();
      const oldest = now.getTime() - LIVES_DAYS * 86_400_000;
      for (const entry of this.#entries.filter((one) => one.state === "queued")) {
        if (new Date(entry.at).getTime() < oldest) {
          await this.#refuse(entry, "", "too_old");
          continue;
        }
        try {
          await this.#deliver(entry);
        } catch (error) {
          if (lineIsDown(error) || waitsForPerson(error)) return false;
          await this.#refuse(entry, error instanceof Error ? error.message : String(error), codeOf(error));
          continue;
        }
        await this.store.remove(entry.id);
        await this.load();
        onSent(entry);
      }
      return true;
    } finally {
      this.#busy = false;
    }
  }

  async #deliver(entry: Entry): Promise<void> {
    try {
      await this.send(entry);
    } catch (error) {
      if (!staleByOneself(error)) throw error;
      // Only one's own answers, sent just before, made it stale: what was meant still holds.
      const version = Number(error.body.current_version);
      await this.send({ ...entry, id: `${entry.id}-${version}`.slice(0, 100), version });
    }
  }

  async #refuse(entry: Entry, reason: string, code: string): Promise<void> {
    await this.store.put({ ...entry, state: "refused", reason, code });
    await this.load();
  }
}

/** Signed out, or to be slowed down: nothing is wrong with the entry. */
function waitsForPerson(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 401 || error.status === 429);
}

function without(body: unknown, name: string): unknown {
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));
}

function codeOf(error: unknown): string {
  return error instanceof ApiProblem ? error.code : "";
}
