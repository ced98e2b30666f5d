import type { Keepable } from "@relaydesk/api-client";

export interface Entry extends Keepable {
  account: string;
  /** When it was written, as an ISO instant: the order of sending. */
  at: string;
  state: "queued" | "refused";
  /** What the server said when it refused. */
  reason?: string;
  code?: string;
}

/** Where entries lie. Each call is one transaction. */
export interface Store {
  all(): Promise<Entry[]>;
  put(entry: Entry): Promise<void>;
  remove(id: string): Promise<void>;
}

const DATABASE = "relaydesk";
const TABLE = "outbox";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

async function run<T>(mode: IDBTransactionMode, work: (table: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(TABLE, mode);
      const request = work(transaction.objectStore(TABLE));
      // Only what is committed is kept: a request that succeeded may still be rolled back.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** The browser's own database: it outlives the page and the browser. */
export const browserStore: Store = {
  all: () => run<Entry[]>("readonly", (table) => table.getAll()),
  put: async (entry) => {
    await run("readwrite", (table) => table.put(entry));
  },
  remove: async (id) => {
    await run("readwrite", (table) => table.delete(id));
  },
};
