/** A piece of two texts: in both, only in the older, or only in the newer one. */
export interface Piece {
  kind: "same" | "gone" | "new";
  text: string;
}

const LONGEST = 400;

/** Words of an alphabet whole, each Chinese character by itself, spaces and signs as they are. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{Script=Latin}\p{N}_]+|\s+|./gsu) ?? [];
}

/** How long the longest common sequence is from each pair of places on. */
function lengths(before: string[], after: string[]): Uint16Array[] {
  const table = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let one = before.length - 1; one >= 0; one -= 1)
    for (let two = after.length - 1; two >= 0; two -= 1) {
      const [row, below] = [table[one], table[one + 1]];
      if (!row || !below) continue;
      row[two] =
        before[one] === after[two] ? (below[two + 1] ?? 0) + 1 : Math.max(below[two] ?? 0, row[two + 1] ?? 0);
    }
  return table;
}

/** What became of a text, word by word. Texts too long to compare are shown whole, the old before the new. */
export function wordDiff(older: string, newer: string): Piece[] {
  const [before, after] = [wordsOf(older), wordsOf(newer)];
  const pieces: Piece[] = [];
  const put = (kind: Piece["kind"], text: string | undefined) => {
    const last = pieces.at(-1);
    if (!text) return;
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  };
  if (before.length > LONGEST || after.length > LONGEST) {
    put("gone", older);
    put("new", newer);
    return pieces;
  }
  const table = lengths(before, after);
  let [one, two] = [0, 0];
  while (one < before.length || two < after.length) {
    const same = one < before.length && two < after.length && before[one] === after[two];
    if (same) {
      put("same", before[one]);
      one += 1;
      two += 1;
    } else if (
      two >= after.length ||
      (one < before.length && (table[one + 1]?.[two] ?? 0) >= (table[one]?.[two + 1] ?? 0))
    ) {
      put("gone", before[one]);
      one += 1;
    } else {
      put("new", after[two]);
      two += 1;
    }
  }
  return pieces;
}
