const FROM = 10;
const FIRST = 1;
const LAST = 5;

export interface Folded<T> {
  readonly before: readonly T[];
  readonly hidden: number;
  readonly after: readonly T[];
}

/** Long threads show how it began and where it stands; the middle waits for a click. */
export function folded<T>(messages: readonly T[], whole: boolean): Folded<T> {
  if (whole || messages.length < FROM) return { before: messages, hidden: 0, after: [] };
  return {
    before: messages.slice(0, FIRST),
    hidden: messages.length - FIRST - LAST,
    after: messages.slice(-LAST),
  };
}
