import { call, type Schemas } from "@relaydesk/api-client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { List } from "./lists";

export type BenchEntry = Schemas["BenchEntry"];
interface BenchPage {
  items: BenchEntry[];
  next_cursor: string | null;
}

/** How often the lists are asked for anew (ms): the counts are ten seconds old at most. */
const AGAIN = 20_000;

export function useBenchCounts() {
  return useQuery({
    queryKey: ["workbench", "counts"],
    queryFn: async () => (await call<Schemas["BenchCounts"]>("GET", "/api/v1/workbench")).lists,
    refetchInterval: AGAIN,
  });
}

export function useBenchList(list: List, unfinished: boolean) {
  return useInfiniteQuery({
    queryKey: ["workbench", "list", list, unfinished],
    queryFn: ({ pageParam, signal }) =>
      call<BenchPage>("GET", `/api/v1/workbench/${list}`, {
        query: { unfinished, limit: 50, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: AGAIN,
  });
}
