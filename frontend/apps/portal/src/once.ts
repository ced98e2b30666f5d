import { Failure } from "./api";
import { randomId } from "./ids";

export interface Once {
  /** The key for this content: the same again while the outcome of the last sending is not known. */
  readonly key: (content: string) => string;
  /** After an outcome: what the server has answered is settled, and trying again is a new sending. */
  readonly settle: (refusal?: unknown) => void;
}

/** Idempotency-Keys: a sending whose answer was lost can be repeated without doubling it. */
export function once(): Once {
  let last: string | null = null;
  let current = "";
  return {
    key: (content) => {
      if (content !== last) {
        last = content;
        current = randomId();
      }
      return current;
    },
    settle: (refusal) => {
      if (!(refusal instanceof Failure) || refusal.answered) last = null;
    },
  };
}
