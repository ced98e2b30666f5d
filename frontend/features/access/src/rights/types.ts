export type Realm = "business" | "system" | "security" | "audit";
export const SCOPES = ["own", "team", "department", "department_and_below", "all"] as const;
export type Scope = (typeof SCOPES)[number];
export const FIELD_RIGHTS = ["hidden", "masked", "read", "write", "required"] as const;
export type FieldRight = (typeof FIELD_RIGHTS)[number];

export interface Permission {
  key: string;
  module: string;
  realm: Realm;
  name: string;
  name_en: string;
}

export interface FieldRow {
  key: string;
  name: string;
  name_en: string;
  by_ticket_type: boolean;
  sensitive: string | null;
  /** What it can have: some fields cannot be hidden, some are never written. */
  rights: FieldRight[];
}

export interface FieldRightLine {
  field: string;
  ticket_type: string;
  right: FieldRight;
}

type RoleCan =
  | "rename"
  | "edit_grants"
  | "edit_field_rights"
  | "edit_labels"
  | "edit_second_factor"
  | "delete";

export interface Role {
  key: string;
  name: string;
  name_en: string;
  realm: Realm;
  built_in: boolean;
  grants: Record<string, Scope>;
  field_rights: FieldRightLine[];
  labels: string[];
  second_factor: boolean;
  holders: number;
  version: number;
  can: Partial<Record<RoleCan, boolean>>;
}

export interface Label {
  key: string;
  name: string;
  name_en: string;
  colour: string;
  version: number;
  can?: { edit: boolean; delete: boolean };
}

export interface HeldRole {
  key: string;
  valid_from: string | null;
  valid_until: string | null;
}

export interface HeldRoleOut extends HeldRole {
  name: string;
  name_en: string;
  realm: Realm;
}

type AccountCan =
  | "grant"
  | "grant_privileged"
  | "switch"
  | "view_as"
  | "end_sessions"
  | "reset_factors"
  | "explain";

export interface Account {
  id: string;
  email: string;
  agent_id: string;
  agent_name: string;
  active: boolean;
  administration: Realm | null;
  last_used_at: string | null;
  second_factor: boolean;
  roles: HeldRoleOut[];
  can: Partial<Record<AccountCan, boolean>>;
}

export interface StandIn {
  id: string;
  absent_id: string;
  absent_name: string;
  deputy_id: string;
  deputy_name: string;
  valid_from: string;
  valid_until: string;
  holds: boolean;
  can: { end?: boolean };
}
