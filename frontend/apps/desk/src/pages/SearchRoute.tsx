import { may, useSession } from "@relaydesk/access";
import { SearchPage } from "@relaydesk/search";
import { parseAddress, type SearchAddress, shortAddress } from "@relaydesk/search/address";
import { parseSearch } from "@relaydesk/tickets/search";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { useOpenTicket } from "./useOpenTicket";

/** The search with its words and filters taken from the address. */
export function SearchRoute() {
  const { data: me } = useSession();
  const navigate = useNavigate();
  const address = parseAddress(useSearch({ from: "/search" }) as Record<string, unknown>);
  const openTicket = useOpenTicket();
  // Typing replaces: back leads to where one came from, not through every letter.
  const onAddress = useCallback(
    (next: SearchAddress) => void navigate({ to: "/search", search: shortAddress(next), replace: true }),
    [navigate],
  );
  const admin = useCallback(
    (place: string, search: object) => void navigate({ to: "/admin/$", params: { _splat: place }, search }),
    [navigate],
  );
  const onBack = useCallback(() => {
    if (history.length > 1) history.back();
    else void navigate({ to: "/tickets", search: parseSearch({}) });
  }, [navigate]);
  if (!me) return null;
  return (
    <SearchPage
      address={address}
      owner={me.agent?.id ?? me.email}
      readsContacts={may(me, "people.read_contacts")}
      onAddress={onAddress}
      openTicket={openTicket}
      openContact={(id) => admin(`contacts/${id}`, {})}
      openCompany={(name) => admin("companies", { q: name })}
      onBack={onBack}
    />
  );
}
