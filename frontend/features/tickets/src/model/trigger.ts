export interface Trigger {
  kind: "mention" | "saved";
  text: string;
  /** How many characters before the caret belong to it. */
  length: number;
}

// `@` after a letter or digit of Latin script is part of an address; after Chinese it begins a mention.
const MENTION = /(?<![A-Za-z0-9._%+-])@([^\s@]{0,20})$/u;
// `/` begins only what stands alone: not a path, a date or an address.
const SAVED = /(?:^|\s)(\/|::)([^\s/:]{0,30})$/u;

/** What the words before the caret ask for, if they ask for anything. */
export function triggerOf(before: string, mentions: boolean): Trigger | null {
  const mention = mentions ? MENTION.exec(before) : null;
  if (mention) {
    const text = mention[1] ?? "";
    return { kind: "mention", text, length: text.length + 1 };
  }
  const saved = SAVED.exec(before);
  if (!saved) return null;
  const text = saved[2] ?? "";
  return { kind: "saved", text, length: text.length + (saved[1] ?? "").length };
}
