/** What the search screen shows, as it stands in the address. */
export interface SearchAddress {
  q: string;
  tab: Tab;
  category?: string;
  team?: string;
  assignee?: string;
  type?: string;
  channel?: string;
  period?: Period;
}

export const TABS = ["tickets", "contacts", "companies"] as const;
export type Tab = (typeof TABS)[number];

export const FACETS = ["category", "team", "assignee", "type", "channel"] as const;
export type Facet = (typeof FACETS)[number];

/** Days since the last change. */
export const PERIODS = { day: 1, week: 7, month: 30, year: 365 } as const;
export type Period = keyof typeof PERIODS;

function text(value: unknown): string | undefined {
  const plain = typeof value === "number" ? String(value) : value;
  return typeof plain === "string" && plain !== "" ? plain : undefined;
}

/** Reads the address; what it does not know it leaves out, so that an old bookmark still opens. */
export function parseAddress(raw: Record<string, unknown>): SearchAddress {
  const address: SearchAddress = {
    q: text(raw.q)?.slice(0, 200) ?? "",
    tab: TABS.find((one) => one === raw.tab) ?? "tickets",
  };
  for (const facet of FACETS) {
    const value = text(raw[facet]);
    if (value) address[facet] = value;
  }
  const period = text(raw.period);
  if (period && Object.hasOwn(PERIODS, period)) address.period = period as Period;
  return address;
}

/** The part of an address worth writing: defaults are left out. */
export function shortAddress(address: SearchAddress): Record<string, string> {
  return Object.fromEntries(
    Object.entries(address).filter(([name, value]) => value && !(name === "tab" && value === "tickets")),
  ) as Record<string, string>;
}

/** The parameters of `GET /search`. The period begins with an hour, so that the same question is asked again. */
export function searchParams(address: SearchAddress, now: number, limit: number): Record<string, string> {
  const { q, tab: _tab, period, ...facets } = address;
  const params: Record<string, string> = { q: q.trim(), limit: String(limit), ...facets };
  if (period) {
    const hour = Math.floor(now / 3_600_000) * 3_600_000;
    params.since = new Date(hour - PERIODS[period] * 86_400_000).toISOString();
  }
  return params;
}

/** How many facets narrow the search. */
export function narrowings(address: SearchAddress): number {
  return FACETS.filter((facet) => address[facet]).length + (address.period ? 1 : 0);
}
