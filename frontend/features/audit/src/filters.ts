/** The filters of the record as the address holds them. */
export const FILTERS = ["actor", "name", "subject", "from", "to", "source", "outcome"] as const;
export type Filter = (typeof FILTERS)[number];
export type Filters = Partial<Record<Filter, string>>;

/** Kinds of events that are often asked for: the beginning of their names. */
export const TOPICS = [
  "access.account.sign",
  "access.request.denied",
  "access.",
  "privacy.value.revealed",
  "people.",
  "tickets.",
  "audit.",
] as const;

export function filtersOf(query: Record<string, string | undefined>): Filters {
  const pairs = FILTERS.map((name) => [name, query[name]?.trim()] as const);
  return Object.fromEntries(pairs.filter((one) => one[1]));
}

/** The days of the address as instants: `to` includes its day. */
export function asked({ from, to, ...rest }: Filters): Record<string, string> {
  const begin = from ? new Date(`${from}T00:00:00`) : null;
  const end = to ? new Date(`${to}T00:00:00`) : null;
  end?.setDate(end.getDate() + 1);
  return {
    ...(rest as Record<string, string>),
    ...(begin && !Number.isNaN(begin.getTime()) ? { since: begin.toISOString() } : {}),
    ...(end && !Number.isNaN(end.getTime()) ? { until: end.toISOString() } : {}),
  };
}

export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

const isPair = (value: unknown): value is [unknown, unknown] => Array.isArray(value) && value.length === 2;

/**
 * What an event says that it changed: `changes: {field: [before, after]}`, or a pair of members `before` and
 * `after`. Everything else of it is `rest`.
 */
export function changesIn(payload: Record<string, unknown>): {
  changes: Change[];
  rest: [string, unknown][];
} {
  const { changes, before, after, ...others } = payload;
  const found: Change[] = [];
  if (changes && typeof changes === "object" && !Array.isArray(changes))
    for (const [field, value] of Object.entries(changes)) {
      if (isPair(value)) found.push({ field, before: value[0], after: value[1] });
      else found.push({ field, before: undefined, after: value });
    }
  if (before !== undefined || after !== undefined) {
    const whole = [before, after].every((one) => one && typeof one === "object" && !Array.isArray(one));
    if (whole) {
      const [was, is] = [before as Record<string, unknown>, after as Record<string, unknown>];
      for (const field of new Set([...Object.keys(was), ...Object.keys(is)]))
        if (JSON.stringify(was[field]) !== JSON.stringify(is[field]))
          found.push({ field, before: was[field], after: is[field] });
    } else found.push({ field: "", before, after });
  }
  return { changes: found, rest: Object.entries(others) };
}

/** A value of an event as a line of text. */
export function plain(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.map(plain).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
