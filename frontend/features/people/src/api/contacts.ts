import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { call } from "./http";
import { refreshPeople } from "./records";
import type { ContactDetail, Identity, Overview } from "./types";

/** So many tickets and facts stand on the page of a contact. */
const LINES = 20;

export function useOverview(id: string | null) {
  return useQuery({
    queryKey: ["people", "contacts", "overview", id],
    queryFn: ({ signal }) =>
      call<Overview>("GET", `/contacts/${id}/overview`, { query: { limit: LINES }, signal }),
    enabled: id !== null,
  });
}

/** Runs a change of contacts; afterwards their lists and the tickets of both may differ. */
function useDone() {
  const client = useQueryClient();
  return useCallback(
    async <T>(work: Promise<T>): Promise<T> => {
      const answer = await work;
      void refreshPeople(client);
      void client.invalidateQueries({ queryKey: ["tickets"] });
      return answer;
    },
    [client],
  );
}

export function useIdentities(contact: ContactDetail) {
  const done = useDone();
  const path = `/contacts/${contact.id}/identities`;
  return {
    add: (body: Pick<Identity, "kind" | "value">, attempt: string) =>
      done(call<ContactDetail>("POST", path, { body, attempt })),
    change: (identity: Identity, body: { verified?: boolean; first?: boolean }) =>
      done(call<ContactDetail>("PATCH", `${path}/${identity.id}`, { body })),
    remove: (identity: Identity) => done(call<void>("DELETE", `${path}/${identity.id}`)),
  };
}

export function useMerging() {
  const done = useDone();
  const post = (kept: ContactDetail, verb: "merge" | "unmerge", from_id: string) =>
    done(
      call<ContactDetail>("POST", `/contacts/${kept.id}/${verb}`, {
        body: { from_id },
        version: kept.version,
      }),
    );
  return {
    /** Merges `from_id` into `kept`. */
    merge: (kept: ContactDetail, from_id: string) => post(kept, "merge", from_id),
    /** Takes `from_id` out again: exactly what came with it goes back. */
    unmerge: (kept: ContactDetail, from_id: string) => post(kept, "unmerge", from_id),
  };
}
