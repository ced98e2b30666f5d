/**
 * The tickets that this screen wrote into the address and that may not stand there yet. A busy browser shows them
 * late, one after another or with some left out: none of them is a wish of the reader, who is further on by then.
 */
export function makeWritten() {
  let ahead: string[] = [];
  return {
    write: (number: string) => {
      ahead = [...ahead.filter((one) => one !== number), number];
    },
    /** Whether what stands in the address now was written here. */
    seen: (number: string | null): boolean => {
      const at = number === null ? -1 : ahead.indexOf(number);
      ahead = at < 0 ? [] : ahead.slice(at);
      return at >= 0;
    },
  };
}
