interface Row {
  number: string;
}
export interface Page<R extends Row> {
  items: R[];
  next_cursor: string | null;
}

/**
 * Lays a freshly read first page over the pages read before, without reading them all again: rows of the new
 * head lead; of the old ones those stay that are neither in it nor among the `changed`, which have left the
 * view or moved. Pages keep their cursor, so reading on goes on where it was.
 */
export function mergeHead<R extends Row>(
  pages: Page<R>[],
  head: Page<R>,
  changed: ReadonlySet<string>,
): Page<R>[] {
  const last = pages.at(-1);
  if (!last || head.next_cursor === null || pages.length === 1) return [head];
  const fresh = new Set(head.items.map((row) => row.number));
  const rest = pages
    .flatMap((page) => page.items)
    .filter((row) => !fresh.has(row.number) && !changed.has(row.number));
  return [head, { items: rest, next_cursor: last.next_cursor }];
}
