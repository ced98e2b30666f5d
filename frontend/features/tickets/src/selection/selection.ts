/**
 * What is chosen in a list: some tickets by number, or all that match but some. Numbers, not places: it stays
 * what it is while the list scrolls and tickets come and go.
 */
export interface Selection {
  /** All that matched when this was asked, too many to name; null while tickets are chosen by number. */
  readonly all: { count: number; capped: boolean } | null;
  /** The chosen numbers; with `all`, those taken out again. */
  readonly marked: ReadonlySet<string>;
  /** Where a range begins, and what was marked before it. */
  readonly anchor: string | null;
  readonly base: ReadonlySet<string>;
  /** How many matched when all of them were chosen by number. */
  readonly matched: number | null;
}

export const NOTHING: Selection = {
  all: null,
  marked: new Set(),
  anchor: null,
  base: new Set(),
  matched: null,
};

export function isChosen(selection: Selection, number: string): boolean {
  return (selection.all !== null) !== selection.marked.has(number);
}

export function countOf(selection: Selection): number {
  return selection.all ? Math.max(0, selection.all.count - selection.marked.size) : selection.marked.size;
}

export function isEmpty(selection: Selection): boolean {
  return countOf(selection) === 0;
}

/** Chooses one more, or takes it out; a range begins here. */
export function toggle(selection: Selection, number: string): Selection {
  const marked = new Set(selection.marked);
  if (!marked.delete(number)) marked.add(number);
  return { ...selection, marked, anchor: number, base: marked };
}

/** Chooses from where the range began up to `to`; a range that was longer before becomes shorter. */
export function extend(selection: Selection, rows: readonly string[], to: string): Selection {
  const end = rows.indexOf(to);
  if (end < 0) return selection;
  const from = selection.anchor === null ? -1 : rows.indexOf(selection.anchor);
  const start = from < 0 ? end : from;
  const marked = new Set(selection.base);
  for (const number of rows.slice(Math.min(start, end), Math.max(start, end) + 1)) {
    if (selection.all) marked.delete(number);
    else marked.add(number);
  }
  return from < 0 ? { ...selection, marked, anchor: to, base: selection.base } : { ...selection, marked };
}

/** Chooses all that match: by their numbers, or as a whole when there are too many to name. */
export function chooseAll(match: { count: number; capped: boolean; numbers: string[] | null }): Selection {
  if (match.numbers === null) {
    return { ...NOTHING, all: { count: match.count, capped: match.capped } };
  }
  const marked = new Set(match.numbers);
  return { ...NOTHING, marked, base: marked, matched: marked.size };
}

/** Chooses exactly these. */
export function chooseThese(numbers: Iterable<string>): Selection {
  const marked = new Set(numbers);
  return { ...NOTHING, marked, base: marked };
}

/** What the server is asked for: `filters` are those of the list on which all were chosen. */
export function bodyOf(
  selection: Selection,
  filters: Record<string, string>,
): { numbers: string[] } | { matching: Record<string, string>; excluded: string[] } {
  if (!selection.all) return { numbers: [...selection.marked] };
  return { matching: filters, excluded: [...selection.marked] };
}
