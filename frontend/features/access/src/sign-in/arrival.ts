/**
 * With what somebody arrives at the desk's first address: from an identity provider that wants our second factor, or
 * from our question of consent that wants somebody signed in.
 */
export interface Arrival {
  /** The identity provider has vouched; the second step is open, and a cookie says whose it is. */
  secondStep: boolean;
  /** Where to go once signed in, or null. */
  next: string | null;
}

const NEXT = /^\/desk\/|^\/oauth\/authorize\?/;

/**
 * The path of this installation that is meant, or null. Only the desk and the question of consent will do, so that no
 * link to us leads elsewhere (CVE-2022-25803; `return_path.py` holds to the same rule).
 */
export function ownPath(wanted: string | null, origin: string): string | null {
  // What a browser would read as another host, or drop: `//`, a backslash, control characters.
  if (!wanted || wanted.length > 2000 || !NEXT.test(wanted) || !/^[!-[\]-~]+$/.test(wanted)) return null;
  const url = new URL(wanted, origin);
  const path = `${url.pathname}${url.search}`;
  return url.origin === origin && NEXT.test(path) ? path : null;
}

/** Reads the query of an address. */
export function arrivalOf(search: string, origin: string): Arrival {
  const given = new URLSearchParams(search);
  return { secondStep: given.has("second_factor"), next: ownPath(given.get("next"), origin) };
}
