/** A condition as the server stores it (docs/subsystems/conditions.md). */
export type Stored =
  | { and: Stored[] }
  | { or: Stored[] }
  | { not: Stored }
  | { field: string; operator: string; value?: unknown };

/** A group on the screen. `not` counts the negations before it: one is the switch, more only ever came stored. */
export interface Group {
  kind: "group";
  id: number;
  join: "and" | "or";
  not: number;
  parts: Part[];
  /** The root stands for its only part, which was stored without a group around it. */
  bare?: boolean;
}

export interface Leaf {
  kind: "leaf";
  id: number;
  not: number;
  field: string;
  operator: string;
  value: unknown;
}

export type Part = Group | Leaf;

let last = 0;

export function newId(): number {
  last += 1;
  return last;
}

export function newGroup(join: "and" | "or" = "and", parts: Part[] = []): Group {
  return { kind: "group", id: newId(), join, not: 0, parts };
}

export function newLeaf(field = "", operator = "", value?: unknown): Leaf {
  return { kind: "leaf", id: newId(), not: 0, field, operator, value };
}

function partOf(stored: Stored): Part {
  let not = 0;
  let inner = stored;
  while ("not" in inner) {
    not += 1;
    inner = inner.not;
  }
  if ("and" in inner) return { ...newGroup("and", inner.and.map(partOf)), not };
  if ("or" in inner) return { ...newGroup("or", inner.or.map(partOf)), not };
  const leaf = inner as { field: string; operator: string; value?: unknown };
  return { ...newLeaf(leaf.field, leaf.operator, leaf.value), not };
}

/** The screen's tree of a stored condition; its root is always a group. */
export function toScreen(stored: Stored | null | undefined): Group {
  if (!stored) return newGroup();
  const part = partOf(stored);
  if (part.kind === "group" && part.not === 0) return part;
  return { ...newGroup("and", [part]), bare: true };
}

function storedOf(part: Part): Stored {
  let stored: Stored;
  if (part.kind === "leaf") {
    const { field, operator, value } = part;
    stored = value === undefined ? { field, operator } : { field, operator, value };
  } else {
    const parts = part.parts.map(storedOf);
    stored = part.join === "and" ? { and: parts } : { or: parts };
  }
  for (let count = 0; count < part.not; count += 1) stored = { not: stored };
  return stored;
}

/** The condition to be stored: exactly what was read, unless it was changed. */
export function toStored(root: Group): Stored {
  const only = root.parts[0];
  if (root.bare && only && root.parts.length === 1 && root.not === 0) return storedOf(only);
  return storedOf(root);
}

/** Where each part stands in what is stored, as the server names it: `condition.and[1].not` → id. */
export function placesOf(root: Group, base = "condition"): Map<string, number> {
  const places = new Map<string, number>();
  const visit = (part: Part, place: string) => {
    let here = place;
    places.set(here, part.id);
    for (let count = 0; count < part.not; count += 1) {
      here += ".not";
      places.set(here, part.id);
    }
    if (part.kind === "group")
      part.parts.forEach((one, index) => {
        visit(one, `${here}.${part.join}[${index}]`);
      });
  };
  const only = root.parts[0];
  if (root.bare && only && root.parts.length === 1 && root.not === 0) visit(only, base);
  else visit(root, base);
  return places;
}

/** The faults of the server by the part that they name: the deepest one whose place begins the fault's. */
export function faultsByPart(root: Group, faults: ReadonlyMap<string, string>): Map<number, string> {
  const places = [...placesOf(root)].sort(([one], [other]) => other.length - one.length);
  const found = new Map<number, string>();
  for (const [place, message] of faults) {
    const bare = place.replace(/^(body|query)\./, "");
    const at = places.find(
      ([known]) => bare === known || bare.startsWith(`${known}.`) || bare.startsWith(`${known}[`),
    );
    if (at && !found.has(at[1])) found.set(at[1], message);
  }
  return found;
}

/** The tree with one part replaced, or removed where `change` gives null. */
export function changePart(group: Group, id: number, change: (part: Part) => Part | null): Group {
  const parts = group.parts.flatMap((part): Part[] => {
    if (part.id === id) {
      const next = change(part);
      return next ? [next] : [];
    }
    return [part.kind === "group" ? changePart(part, id, change) : part];
  });
  return { ...group, parts };
}

/** The tree with `part` as the last of the group `id`. */
export function addPart(root: Group, id: number, part: Part): Group {
  const add = (group: Group): Group => ({
    ...group,
    parts:
      group.id === id
        ? [...group.parts, part]
        : group.parts.map((one) => (one.kind === "group" ? add(one) : one)),
  });
  return add(root);
}

export function countLeaves(part: Part): number {
  return part.kind === "leaf" ? 1 : part.parts.reduce((sum, one) => sum + countLeaves(one), 0);
}

/** All of these together; empty ones and a single one need no group. */
export function both(...conditions: (Stored | null | undefined)[]): Stored {
  const parts = conditions.flatMap((one): Stored[] => (!one ? [] : "and" in one ? one.and : [one]));
  return { and: parts };
}
