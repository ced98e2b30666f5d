import { call } from "@relaydesk/api-client";
import { useQuery } from "@tanstack/react-query";
import type { FieldRightLine, Realm, Scope } from "./types";

/** Why somebody may see a ticket: by which role and scope, and in whose place. */
export interface Reason {
  permission: string;
  role: string | null;
  scope: Scope;
  standing_in_for: string | null;
}

export interface Seer {
  account_id: string;
  name: string;
  can_write: boolean;
  reasons: Reason[];
}

export interface TicketAccess {
  number: string;
  label: { key: string; name: string; name_en: string } | null;
  deleted: boolean;
  people: Seer[];
}

export function useTicketAccess(number: string | null) {
  return useQuery({
    queryKey: ["access", "ticket", number],
    queryFn: () => call<TicketAccess>("GET", `/api/v1/tickets/${encodeURIComponent(number ?? "")}/access`),
    enabled: Boolean(number),
    staleTime: 0,
  });
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
