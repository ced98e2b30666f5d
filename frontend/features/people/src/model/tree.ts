/** What the tree needs to know of a department. */
export interface Node {
  id: string;
  parent_id: string | null;
  name: string;
}

/** A department at its place in the tree. */
export interface Branch<N extends Node> {
  node: N;
  /** 0 at the top. */
  depth: number;
  children: Branch<N>[];
}

/** The tree, each level by name. A department whose superior is not in the list stands at the top. */
export function treeOf<N extends Node>(
  nodes: readonly N[],
  locale = "zh",
  name: (node: N) => string = (node) => node.name,
): Branch<N>[] {
  const known = new Set(nodes.map((node) => node.id));
  const below = new Map<string | null, N[]>();
  for (const node of nodes) {
    const parent = node.parent_id && known.has(node.parent_id) ? node.parent_id : null;
    below.set(parent, [...(below.get(parent) ?? []), node]);
  }
  const collator = new Intl.Collator(locale);
  const grow = (parent: string | null, depth: number): Branch<N>[] =>
    (below.get(parent) ?? [])
      .toSorted((a, b) => collator.compare(name(a), name(b)))
      .map((node) => ({ node, depth, children: grow(node.id, depth + 1) }));
  return grow(null, 0);
}

/** The tree as rows from top to bottom, without what is below a closed department. */
export function rowsOf<N extends Node>(branches: Branch<N>[], closed: ReadonlySet<string>): Branch<N>[] {
  return branches.flatMap((branch) => [
    branch,
    ...(closed.has(branch.node.id) ? [] : rowsOf(branch.children, closed)),
  ]);
}

/** The department and all below it: what it cannot be put under. */
export function withBelow(nodes: readonly Node[], id: string): Set<string> {
  const found = new Set([id]);
  let before = 0;
  while (found.size > before) {
    before = found.size;
    for (const node of nodes) if (node.parent_id && found.has(node.parent_id)) found.add(node.id);
  }
  return found;
}

/** The names from the top down to the department. */
export function pathOf<N extends Node>(
  nodes: readonly N[],
  id: string | null,
  name: (node: N) => string,
): string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const path: string[] = [];
  for (let at = id ? byId.get(id) : undefined; at && path.length <= nodes.length; ) {
    path.unshift(name(at));
    at = at.parent_id ? byId.get(at.parent_id) : undefined;
  }
  return path;
}

/** For each department how many of `members` (their departments) are in it or below it. */
export function countsBelow(
  nodes: readonly Node[],
  members: readonly (string | null)[],
): Map<string, { own: number; all: number }> {
  const counts = new Map(nodes.map((node) => [node.id, { own: 0, all: 0 }]));
  const parents = new Map(nodes.map((node) => [node.id, node.parent_id]));
  for (const member of members) {
    const own = member && counts.get(member);
    if (own) own.own += 1;
    const seen = new Set<string>();
    for (let at = member; at && !seen.has(at); at = parents.get(at) ?? null) {
      seen.add(at);
      const count = counts.get(at);
      if (count) count.all += 1;
    }
  }
  return counts;
}
