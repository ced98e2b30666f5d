import { ApiProblem, type Keepable } from "@relaydesk/api-client";
import { describe, expect, it } from "vitest";
import { Queue } from "./queue";
import type { Entry, Store } from "./store";

const NOW = new Date("2026-11-23T09:00:00Z");

function memory(): Store & { rows: Map<string, Entry> } {
  const rows = new Map<string, Entry>();
  return {
    rows,
    all: async () => [...rows.values()],
    put: async (entry) => void rows.set(entry.id, entry),
    remove: async (id) => void rows.delete(id),
  };
}

function reply(id: string): Keepable {
  return {
    id,
    method: "POST",
    path: "/api/v1/tickets/T-1/messages",
    body: { id },
    ticket: "T-1",
    what: "reply",
  };
}

const offline = new ApiProblem(0, {});
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

/** A server that takes what has a new key, and answers a known key from the first time. */
function server(answers: (entry: Entry) => unknown = () => null) {
  const taken = new Map<string, Entry>();
  const seen: string[] = [];
  return {
    taken,
    seen,
    send: async (entry: Entry) => {
      seen.push(entry.id);
      const refusal = answers(entry);
      if (refusal) throw refusal;
      if (!taken.has(entry.id)) taken.set(entry.id, entry);
    },
  };
}

describe("unsent answers", () => {
  it("are sent in the order in which they were written, each with its own key", async () => {
    const there = server();
    const queue = new Queue(memory(), there.send, "a");
    await queue.add(reply("2"), later(1));
    await queue.add(reply("1"), later(2));
    expect(await queue.flush(later(3), () => undefined)).toBe(true);
    expect(there.seen).toEqual(["2", "1"]);
    expect(queue.entries()).toEqual([]);
  });

  it("stay when the line fails again, and none is doubled by one that had arrived", async () => {
    let down = true;
    const there = server();
    const store = memory();
    const queue = new Queue(
      store,
      async (entry) => {
        await there.send(entry); // it arrives, but its answer is lost
        if (down) throw offline;
      },
      "a",
    );
    await queue.add(reply("1"), NOW);
    expect(await queue.flush(NOW, () => undefined)).toBe(false);
    expect(queue.entries()).toHaveLength(1);
    down = false;
    await queue.flush(NOW, () => undefined);
    expect(there.taken.size).toBe(1);
    expect(store.rows.size).toBe(0);
  });

  it("that are refused stay with the reason, hold up no other, and are tried again with a new key", async () => {
    const there = server((entry) =>
      entry.id === "1" ? new ApiProblem(403, { detail: "No.", code: "forbidden" }) : null,
    );
    const queue = new Queue(memory(), there.send, "a");
    await queue.add(reply("1"), NOW);
    await queue.add(reply("2"), later(1));
    await queue.flush(later(2), () => undefined);
    expect(queue.entries().map((one) => [one.state, one.reason, one.code])).toEqual([
      ["refused", "No.", "forbidden"],
    ]);
    await queue.again("1", "3");
    await queue.flush(later(2), () => undefined);
    expect([...there.taken.keys()]).toEqual(["2", "3"]);
  });

  it("made stale by one's own answers alone are sent for the version that is now", async () => {
    const change: Keepable = { ...reply("1"), method: "PATCH", version: 4, what: "change" };
    const stale = (...own: boolean[]) =>
      new ApiProblem(412, { current_version: 6, changes: own.map((one) => ({ own: one })) });
    const mine = server((entry) => (entry.version === 4 ? stale(true, true) : null));
    const queue = new Queue(memory(), mine.send, "a");
    await queue.add(change, NOW);
    await queue.flush(NOW, () => undefined);
    expect([...mine.taken.values()].map((one) => one.version)).toEqual([6]);

    const others = server((entry) => (entry.version === 4 ? stale(true, false) : null));
    const second = new Queue(memory(), others.send, "a");
    await second.add(change, NOW);
    await second.flush(NOW, () => undefined);
    expect(second.entries()[0]?.state).toBe("refused");
  });

  it("wait while nobody is signed in, and belong to the one who wrote them", async () => {
    const store = memory();
    const out = server(() => new ApiProblem(401, {}));
    const queue = new Queue(store, out.send, "a");
    await queue.add(reply("1"), NOW);
    expect(await queue.flush(NOW, () => undefined)).toBe(false);
    expect(queue.entries()[0]?.state).toBe("queued");
    const there = server();
    const other = new Queue(store, there.send, "b");
    await other.flush(NOW, () => undefined);
    expect(there.seen).toEqual([]);
    expect(other.entries()).toEqual([]);
  });

  it("older than a week are asked about instead of sent", async () => {
    const there = server();
    const queue = new Queue(memory(), there.send, "a");
    await queue.add(reply("1"), NOW);
    await queue.flush(later(8 * 86_400), () => undefined);
    expect(there.seen).toEqual([]);
    expect(queue.entries()[0]?.code).toBe("too_old");
  });

  it("can be discarded", async () => {
    const queue = new Queue(memory(), server().send, "a");
    await queue.add(reply("1"), NOW);
    await queue.discard("1");
    expect(queue.entries()).toEqual([]);
  });
});
