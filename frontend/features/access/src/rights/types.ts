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
  ticket_types: boolean;
  sensitive: string | null;
  writable: boolean;
}

export interface FieldRightLine {
  field: string;
  ticket_type: string;
  right: FieldRight;
}

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
  version: number;
  can: { edit: boolean; delete: boolean };
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

export interface Account {
  id: string;
  email: string;
  agent_id: string;
  name: string;
  active: boolean;
  administration: Realm | null;
  roles: HeldRole[];
  version: number;
  can: { edit: boolean };
}

export interface StandIn {
  id: string;
  absent: { id: string; name: string };
  deputy: { id: string; name: string };
  valid_from: string;
  valid_until: string;
  can: { delete: boolean };
}
