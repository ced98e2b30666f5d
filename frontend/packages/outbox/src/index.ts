import { call, setKeeper } from "@relaydesk/api-client";
import { Queue } from "./queue";
import { browserStore } from "./store";

export type { Queue } from "./queue";
export type { Entry } from "./store";

const NAME = "relaydesk.outbox";

/** Opens the queue of an account and lets it keep what fails from now on; the second function ends that. */
export function openQueue(account: string): [Queue, () => void] {
  const queue = new Queue(
    browserStore,
    (entry) => call(entry.method, entry.path, { body: entry.body, version: entry.version, key: entry.id }),
    account,
  );
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = () => void queue.load().catch(() => undefined);
  setKeeper(async (request) => {
    try {
      await queue.add(request, new Date());
    } catch {
      // No database here (a private window of some browsers): the screen says that it failed, as ever.
      return false;
    }
    channel.postMessage("changed");
    return true;
  });
  void queue.load().catch(() => undefined);
  return [
    queue,
    () => {
      setKeeper(null);
      channel.close();
    },
  ];
}

/** Runs `work` in one tab at a time; in the others not at all. */
export async function inOneTab(work: () => Promise<void>): Promise<void> {
  const locks: LockManager | undefined = navigator.locks;
  if (!locks) return work();
  await locks.request(NAME, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}
