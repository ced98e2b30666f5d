import { api, type Contact, unwrap } from "@relaydesk/api-client";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";

/** Contacts whose name, address or number begins with a text; asked for from two letters or one character on. */
export function useContacts(text: string) {
  const q = useDeferredValue(text.trim());
  return useQuery({
    queryKey: ["contacts", q],
    queryFn: async ({ signal }): Promise<Contact[]> =>
      (await unwrap(api.GET("/api/v1/contacts", { params: { query: { q, limit: 8 } }, signal }))).items,
    enabled: q.length >= 2 || /\p{Script=Han}/u.test(q),
    staleTime: 30_000,
  });
}
