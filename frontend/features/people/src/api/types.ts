export interface Department {
  id: string;
  name: string;
  name_en: string;
  parent_id: string | null;
  head_id: string | null;
  deputy_ids: string[];
  version: number;
}

export interface Team {
  id: string;
  key: string;
  name: string;
  name_en: string;
  department_id: string | null;
  member_ids: string[];
  version: number;
}

export interface Named {
  id: string;
  name: string;
  name_en: string;
  version: number;
}

export interface SkillLevel {
  skill_id: string;
  level: number;
  valid_until: string | null;
}

export interface Place {
  lat: number | null;
  lon: number | null;
  address: string;
}

export type Presence = "online" | "busy" | "away" | "off";

export interface Agent {
  id: string;
  name: string;
  email: string;
  presence: Presence;
  department_id: string | null;
  team_ids: string[];
  post_ids: string[];
  skills: SkillLevel[];
  place: Place | null;
  locale: string;
  timezone: string;
  active: boolean;
  version: number;
}

export type Tier = "standard" | "important" | "vip";

export interface Company {
  id: string;
  name: string;
  domains: string[];
  tier: Tier;
  contract_from: string | null;
  contract_until: string | null;
  version: number;
}

export const IDENTITY_KINDS = [
  "email",
  "phone",
  "wechat",
  "wecom",
  "dingtalk",
  "feishu",
  "whatsapp",
] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

export interface Identity {
  id: string;
  kind: IdentityKind;
  value: string;
  verified: boolean;
}

/** A contact as a row of the list. */
export interface ContactRow {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  locale: string;
  company: string | null;
  company_id: string | null;
  label: string | null;
}

/** A contact with everything that is kept of him. */
export interface ContactDetail extends ContactRow {
  identities: Identity[];
  merged_into: string | null;
  version: number;
}
