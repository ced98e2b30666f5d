import { createContext, type MouseEvent, type ReactNode, useContext } from "react";

export type Query = Record<string, string>;

/** What a page of the administration may ask of the app around it. */
export interface Admin {
  can: (permission: string) => boolean;
  /** What stands in the address after the page's own path. */
  segments: readonly string[];
  /** The parameters of the address; an empty or missing one is none. */
  query: Query;
  /** Changes some of them in place: no step of the browser's history. */
  setQuery: (patch: Record<string, string | undefined>) => void;
  /** `contacts/0190…?q=li` from the start of the administration. */
  go: (to: string) => void;
  href: (to: string) => string;
  openTicket: (number: string) => void;
  ticketsOfRequester: (contact: string) => void;
}

const nothing = () => undefined;
const AdminContext = createContext<Admin>({
  can: () => false,
  segments: [],
  query: {},
  setQuery: nothing,
  go: nothing,
  href: (to) => to,
  openTicket: nothing,
  ticketsOfRequester: nothing,
});

export const AdminProvider = AdminContext.Provider;

export function useAdmin(): Admin {
  return useContext(AdminContext);
}

interface LinkProps {
  to: string;
  children: ReactNode;
  className?: string;
  "aria-current"?: "page";
  "data-row-link"?: boolean;
}

/** A real link to a page of the administration: a click stays in the desk, a middle click opens a tab. */
export function AdminLink({ to, children, ...rest }: LinkProps) {
  const { go, href } = useAdmin();
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={href(to)} onClick={onClick} {...rest}>
      {children}
    </a>
  );
}
