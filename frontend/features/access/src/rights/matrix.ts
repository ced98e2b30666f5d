import type { FieldRight, FieldRightLine, Permission, Realm, Role, Scope } from "./types";

export const EVERY_TYPE = "*";
const ADMINISTRATIONS: readonly Realm[] = ["system", "security", "audit"];

export interface Group {
  module: string;
  permissions: Permission[];
}

/** The permissions by module, in the order in which the server names them. */
export function byModule(permissions: readonly Permission[]): Group[] {
  const groups = new Map<string, Permission[]>();
  for (const one of permissions) groups.set(one.module, [...(groups.get(one.module) ?? []), one]);
  return [...groups].map(([module, list]) => ({ module, permissions: list }));
}

/** The administration that these grants belong to, or null for a role of the daily work. */
export function administrationOf(
  grants: Record<string, Scope>,
  permissions: readonly Permission[],
): Realm | null {
  return permissions.find((one) => ADMINISTRATIONS.includes(one.realm) && one.key in grants)?.realm ?? null;
}

/** Whether a permission cannot be added, because the role belongs to another administration already. */
export function isExcluded(permission: Permission, administration: Realm | null): boolean {
  return (
    administration !== null &&
    ADMINISTRATIONS.includes(permission.realm) &&
    permission.realm !== administration
  );
}

export function withGrant(
  grants: Record<string, Scope>,
  key: string,
  scope: Scope | null,
): Record<string, Scope> {
  const { [key]: _before, ...rest } = grants;
  return scope === null ? rest : { ...rest, [key]: scope };
}

/** What the role says of a field for a type; null when it says nothing there. */
export function rightOf(lines: readonly FieldRightLine[], field: string, type: string): FieldRight | null {
  return lines.find((one) => one.field === field && (one.ticket_type || EVERY_TYPE) === type)?.right ?? null;
}

export function withRight(
  lines: readonly FieldRightLine[],
  field: string,
  type: string,
  right: FieldRight | null,
): FieldRightLine[] {
  const rest = lines.filter((one) => one.field !== field || (one.ticket_type || EVERY_TYPE) !== type);
  return right === null ? rest : [...rest, { field, ticket_type: type, right }];
}

/** A key made of a name, for a role or label that has none yet; the server allows small letters, digits, `_`. */
export function keyFrom(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 40);
}

type Differing = "name" | "name_en" | "grants" | "field_rights" | "labels" | "second_factor";
type Body = Pick<Role, Differing>;

const sorted = (value: unknown): unknown =>
  value && typeof value === "object" && !Array.isArray(value) ? Object.entries(value).sort() : value;

/** What of a role differs from what is known: the rest may be others' to change. */
export function changesOf(body: Body, known: Body): Partial<Body> {
  const names: Differing[] = ["name", "name_en", "grants", "field_rights", "labels", "second_factor"];
  const differs = (name: Differing) =>
    JSON.stringify(sorted(body[name])) !== JSON.stringify(sorted(known[name]));
  return Object.fromEntries(names.filter(differs).map((name) => [name, body[name]]));
}
