import {
  type ApiProblem,
  call,
  type TicketPage,
  type TicketPatch,
  type TicketRow,
} from "@relaydesk/api-client";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { keys } from "../api/keys";
import { refreshLists } from "../api/list";
import { type ListSearch, listParams } from "../model/search";

export interface Groups {
  items: { value: string | null; count: number }[];
  cut: boolean;
}

/** How many tickets of the list have each value; older ones are left out where `cut`. */
export function useGroups(search: ListSearch, by: string) {
  const params = listParams(search);
  delete params.sort;
  return useQuery({
    queryKey: [...keys.columns, "groups", by, params],
    queryFn: ({ signal }) =>
      call<Groups>("GET", "/api/v1/tickets/groups", { query: { ...params, by }, signal }),
  });
}

export function columnKey(search: ListSearch, limit: number) {
  return [...keys.columns, "rows", listParams(search), limit] as const;
}

/** One column, day or group, page by page. */
export function useColumn(search: ListSearch, limit: number, enabled = true) {
  const query = useInfiniteQuery({
    queryKey: columnKey(search, limit),
    queryFn: ({ pageParam, signal }) =>
      call<TicketPage>("GET", "/api/v1/tickets", {
        query: { ...listParams(search), limit, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled,
  });
  return { ...query, rows: query.data?.pages.flatMap((page) => page.items) ?? [] };
}

interface Pages {
  pages: TicketPage[];
  pageParams: unknown[];
}

export interface Change {
  row: TicketRow;
  patch: TicketPatch;
  /** The row as it looks once it is changed. */
  preview: Partial<TicketRow>;
  /** Where it stands and where it goes, to be shown at once; null where that is not on the screen. */
  from: readonly unknown[] | null;
  to: readonly unknown[] | null;
}

/** Changes a ticket from where it is shown: moved at once, put back when the server refuses. */
export function useChangeRow(onRefused: (error: ApiProblem | unknown, change: Change) => void) {
  const client = useQueryClient();
  const take = (key: readonly unknown[] | null, edit: (rows: TicketRow[]) => TicketRow[]) => {
    if (key)
      client.setQueryData<Pages>(key, (now) =>
        now
          ? {
              ...now,
              pages: now.pages.map((page, index) =>
                index === 0 ? { ...page, items: edit(page.items) } : page,
              ),
            }
          : now,
      );
  };
  const drop = (key: readonly unknown[] | null, number: string) => {
    if (key)
      client.setQueryData<Pages>(key, (now) =>
        now
          ? {
              ...now,
              pages: now.pages.map((page) => ({
                ...page,
                items: page.items.filter((one) => one.number !== number),
              })),
            }
          : now,
      );
  };
  return useMutation({
    mutationFn: ({ row, patch }: Change) =>
      call<TicketRow>("PATCH", `/api/v1/tickets/${row.number}`, { body: patch, version: row.version }),
    onMutate: async ({ row, preview, from, to }: Change) => {
      await client.cancelQueries({ queryKey: keys.columns });
      const before = [from, to].map((key) => key && ([key, client.getQueryData(key)] as const));
      drop(from, row.number);
      take(to, (rows) => [{ ...row, ...preview }, ...rows]);
      return { before };
    },
    onError: (error, change, context) => {
      for (const kept of context?.before ?? []) if (kept) client.setQueryData(kept[0], kept[1]);
      onRefused(error, change);
    },
    onSuccess: (_changed, { row }) => {
      void client.invalidateQueries({ queryKey: keys.ticket(row.number) });
      void client.invalidateQueries({ queryKey: keys.counts });
      void refreshLists(client, new Set([row.number]));
    },
  });
}
