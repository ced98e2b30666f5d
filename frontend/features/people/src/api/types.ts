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
  /** The reader's rights hide the middle of it. */
  masked: boolean;
  verified: boolean;
  /** The first choice of its kind. */
  first: boolean;
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

/** A contact that was merged into another. */
export interface Merged {
  id: string;
  name: string;
  at: string;
  by: string;
}

/** A contact with everything that is kept of him. */
export interface ContactDetail extends ContactRow {
  identities: Identity[];
  merged: Merged[];
  merged_into: string | null;
  created_at: string;
  version: number;
  can: { edit: boolean; merge: boolean };
}

export interface OverviewTicket {
  number: string;
  subject: string | null;
  status: { name: string; name_en: string; category: string };
  priority: string | null;
  assignee: { name: string } | null;
  updated_at: string;
}

export interface Fact {
  id: number;
  at: string;
  name: string;
  actor: string;
  data: Record<string, unknown>;
}

/** A contact from all sides. */
export interface Overview {
  contact: ContactDetail;
  company: (Omit<Company, "version"> & { contract: string }) | null;
  colleagues: ContactRow[];
  /** None for who may read none. */
  tickets: { items: OverviewTicket[]; open: number; total: number } | null;
  timeline: Fact[];
}
