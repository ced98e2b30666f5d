import { useSession } from "@relaydesk/access";
import { AdminFrame } from "@relaydesk/admin";
import type { Query } from "@relaydesk/admin-kit";
import { parseSearch } from "@relaydesk/tickets/search";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { adminEntries } from "../admin";
import { useOpenTicket } from "./useOpenTicket";

/** The administration with its place and parameters taken from the address. */
export function AdminRoute() {
  const { data: me } = useSession();
  const navigate = useNavigate();
  const { _splat: place = "" } = useParams({ from: "/admin/$" });
  const query = useSearch({ from: "/admin/$" }) as Query;
  const openTicket = useOpenTicket();
  const go = useCallback(
    (to: string) => {
      const [path = "", search = ""] = to.split("?");
      void navigate({
        to: "/admin/$",
        params: { _splat: path },
        search: Object.fromEntries(new URLSearchParams(search)),
      });
    },
    [navigate],
  );
  const setQuery = useCallback(
    (patch: Record<string, string | undefined>) =>
      void navigate({
        to: "/admin/$",
        params: (now) => ({ _splat: now._splat }),
        search: (now: object) =>
          Object.fromEntries(Object.entries({ ...now, ...patch }).filter((one) => one[1])),
        replace: true,
      }),
    [navigate],
  );
  const ticketsOfRequester = useCallback(
    (requester: string) => void navigate({ to: "/tickets", search: parseSearch({ view: "all", requester }) }),
    [navigate],
  );
  if (!me) return null;
  return (
    <AdminFrame
      entries={adminEntries}
      permissions={me.permissions}
      place={place}
      query={query}
      setQuery={setQuery}
      go={go}
      href={(to) => `/desk/admin/${to}`}
      openTicket={openTicket}
      ticketsOfRequester={ticketsOfRequester}
    />
  );
}
