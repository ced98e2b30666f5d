import { arrivalOf } from "@relaydesk/access/arrival";
import { parseSearch } from "@relaydesk/tickets/search";
import { Loading } from "@relaydesk/ui";
import { Navigate } from "@tanstack/react-router";
import { useEffect } from "react";

/** Signed in at an address that names a place to go on to: there, or to the tickets. */
export function Arrived() {
  const { next } = arrivalOf(location.search, location.origin);
  useEffect(() => {
    if (next) location.replace(next);
  }, [next]);
  if (!next) return <Navigate to="/tickets" search={parseSearch({})} replace />;
  return <Loading rows={6} />;
}
