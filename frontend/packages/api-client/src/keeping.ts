import { ApiProblem } from "./problem";

/** A write that can wait: everything that is needed to send it once more, as the very same request. */
export interface Keepable {
  /** Its `Idempotency-Key`: the server answers a second sending from the first. */
  id: string;
  method: "POST" | "PATCH";
  path: string;
  body: unknown;
  /** The version that it was made for (`If-Match`). */
  version?: number;
  ticket: string;
  what: "reply" | "note" | "change";
}

type Keeper = (request: Keepable) => Promise<boolean>;

let keeper: Keeper | null = null;

/** Registers where writes wait; until then nothing is kept. */
export function setKeeper(next: Keeper | null): void {
  keeper = next;
}

/** No server answered, or only something before it: what was sent may be sent again. */
export function lineIsDown(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || (error.status >= 502 && error.status <= 504));
}

/** Keeps a write that failed for want of a line. False when it failed for another reason, or cannot be kept. */
export async function keep(request: Keepable, error: unknown): Promise<boolean> {
  return keeper !== null && lineIsDown(error) && (await keeper(request));
}
