import { randomId } from "./ids";

/** One Idempotency-Key per content: sending the same again cannot double it, a corrected text is a new sending. */
export function onceKey(): (content: string) => string {
  let last: string | null = null;
  let key = "";
  return (content) => {
    if (content !== last) {
      last = content;
      key = randomId();
    }
    return key;
  };
}
