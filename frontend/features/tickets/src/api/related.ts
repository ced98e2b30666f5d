import type { Schemas } from "@relaydesk/api-client";
import type { QueryClient } from "@tanstack/react-query";

type Relations = Schemas["RelationsOut"];

/** What hangs together with changed tickets shows them too: a parent how far its children are. */
export function refreshRelated(client: QueryClient, changed: ReadonlySet<string>): void {
  void client.invalidateQueries({
    queryKey: ["tickets", "one"],
    predicate: ({ queryKey, state }) => {
      if (queryKey[3] !== "relations") return false;
      const { links = [] } = (state.data ?? {}) as Partial<Relations>;
      return links.some(({ ticket }) => ticket !== null && changed.has(ticket.number));
    },
  });
}
