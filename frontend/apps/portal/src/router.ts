/** The three addresses of the portal. Forty lines instead of a router library. */
export type Route =
  | { readonly page: "home" }
  | { readonly page: "form" }
  | { readonly page: "ticket"; readonly token: string }
  | { readonly page: "unknown" };

const BASE = "/portal";

export function routeOf(pathname: string): Route {
  const inside = pathname.startsWith(BASE) ? pathname.slice(BASE.length) : pathname;
  const parts = inside.split("/").filter(Boolean);
  if (parts.length === 0) return { page: "home" };
  if (parts.length === 1 && parts[0] === "form") return { page: "form" };
  const token = parts[1];
  if (parts.length === 2 && parts[0] === "t" && token) return { page: "ticket", token: decoded(token) };
  return { page: "unknown" };
}

export const HOME = `${BASE}/`;
export const FORM = `${BASE}/form`;

export function isEmbedded(search: string): boolean {
  return new URLSearchParams(search).get("embed") === "1";
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

type Listener = () => void;
const listeners = new Set<Listener>();

export function onNavigate(listener: Listener): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

export function navigate(to: string): void {
  window.history.pushState(null, "", to);
  window.scrollTo(0, 0);
  for (const listener of listeners) listener();
}
