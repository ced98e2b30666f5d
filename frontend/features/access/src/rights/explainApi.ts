import { call } from "@relaydesk/api-client";
import { useQuery } from "@tanstack/react-query";
import type { FieldRightLine, Realm, Scope } from "./types";

/** Why somebody may see a ticket: by which role, how far, and in whose place. */
export interface Reason {
  kind: string;
  key: string;
  name: string;
  scope: string;
  /** What of the ticket lets this in. */
  through: string;
}

export interface Seer {
  account_id: string;
  name: string;
  writes: boolean;
  /** The label of the ticket, for which this person is cleared. */
  cleared_for: string | null;
  reasons: Reason[];
}

export function readSeers(number: string, cursor: string | undefined, signal: AbortSignal) {
  return call<{ items: Seer[]; next_cursor: string | null }>(
    "GET",
    `/api/v1/tickets/${encodeURIComponent(number)}/access`,
    { query: { cursor }, signal },
  );
}

/** Whence a right comes: a role, or the place of somebody absent. */
export interface Source {
  kind: string;
  key: string;
  name: string;
  scope: string;
  valid_until: string | null;
}

export interface Granted {
  permission: string;
  module: string;
  realm: Realm;
  name: string;
  name_en: string;
  /** Null for what a stand-in alone lends. */
  scope: Scope | null;
  sources: Source[];
}

export interface PersonRights {
  permissions: Granted[];
  field_rights: FieldRightLine[];
  /** Label → names of the roles that clear for it. */
  labels: Record<string, string[]>;
  standing_in: string[];
}

export function usePersonRights(id: string) {
  return useQuery({
    queryKey: ["access", "person", id],
    queryFn: () => call<PersonRights>("GET", `/api/v1/accounts/${id}/rights`),
    staleTime: 0,
  });
}
