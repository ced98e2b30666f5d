import { call } from "@relaydesk/api-client";
import { useQuery } from "@tanstack/react-query";
import type { FieldRightLine, Scope } from "./types";

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

export interface Granted {
  permission: string;
  scope: Scope;
  roles: string[];
}

export interface PersonRights {
  account_id: string;
  name: string;
  active: boolean;
  grants: Granted[];
  labels: string[];
  field_rights: FieldRightLine[];
  standing_in: { name: string; valid_until: string }[];
}

export function usePersonRights(id: string | null) {
  return useQuery({
    queryKey: ["access", "person", id],
    queryFn: () => call<PersonRights>("GET", `/api/v1/accounts/${id}/rights`),
    enabled: Boolean(id),
    staleTime: 0,
  });
}
