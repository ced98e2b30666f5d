import { api, type TicketPage, unwrap } from "@relaydesk/api-client";
import { type InfiniteData, type QueryClient, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { mergeHead } from "../model/mergeHead";
import { type ListSearch, listParams } from "../model/search";
import { keys } from "./keys";

const PAGE = 200;

type Pages = InfiniteData<TicketPage, string | undefined>;

function readPage(search: ListSearch, cursor: string | undefined, signal?: AbortSignal): Promise<TicketPage> {
  return unwrap(
    api.GET("/api/v1/tickets", { params: { query: { ...listParams(search), limit: PAGE, cursor } }, signal }),
  );
}

/** The rows of a view, read page by page as the reader scrolls; nothing is read while its order is unknown. */
export function useTicketList(search: ListSearch, enabled = true) {
  const client = useQueryClient();
  const key = keys.list(search);
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => readPage(search, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });
  // Coming back to a view shows the rows at once and looks for newer ones behind them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each view, not for each render
  useEffect(() => {
    if (client.getQueryState(key)?.data) void refreshList(client, search, new Set());
  }, [JSON.stringify(key)]);
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { ...query, rows };
}

async function refreshList(
  client: QueryClient,
  search: ListSearch,
  changed: ReadonlySet<string>,
): Promise<void> {
  const key = keys.list(search);
  const before = client.getQueryData<Pages>(key);
  if (!before) return;
  const loaded = new Set(before.pages.flatMap((page) => page.items.map((row) => row.number)));
  const touches = [...changed].some((number) => loaded.has(number));
  if (search.sort !== "-updated_at" && touches && before.pages.length <= 5) {
    await client.invalidateQueries({ queryKey: key });
    return;
  }
  const head = await readPage(search, undefined);
  client.setQueryData<Pages>(key, (now) => {
    if (!now) return now;
    const pages = mergeHead(now.pages, head, changed);
    return { pages, pageParams: pages.map((_page, index) => (index === 0 ? undefined : now.pageParams[1])) };
  });
}

/** Brings the lists on the screen up to date after `changed` tickets changed; forgets the others. */
export async function refreshLists(client: QueryClient, changed: ReadonlySet<string>): Promise<void> {
  refreshColumns(client);
  const active = client.getQueryCache().findAll({ queryKey: keys.lists, type: "active" });
  await Promise.allSettled(
    active.map((query) => refreshList(client, query.queryKey[2] as ListSearch, changed)),
  );
}

const COLUMNS_REST = 2000;
let columns: ReturnType<typeof setTimeout> | undefined;

/** Boards, calendars and time lines are read anew at most every two seconds, whatever happens in the house. */
function refreshColumns(client: QueryClient): void {
  if (columns) return;
  columns = setTimeout(() => {
    columns = undefined;
    void client.invalidateQueries({ queryKey: keys.columns });
  }, COLUMNS_REST);
}
