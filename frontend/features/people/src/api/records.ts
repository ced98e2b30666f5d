import { type PageOf, type Pages, useAdmin, usePages } from "@relaydesk/admin-kit";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { call } from "./http";

/** The kinds of records that this feature keeps, by their path in the API. */
export type Kind = "departments" | "teams" | "posts" | "skills" | "agents" | "companies" | "contacts";

type Query = Record<string, string | undefined>;

/** A list page by page, as the server searches and sorts it. */
export function useRecordPages<Row>(kind: Kind, query: Query, limit = 50): Pages<Row> {
  return usePages<Row>(["people", kind, "pages", query], (cursor, signal) =>
    call<PageOf<Row>>("GET", `/${kind}`, { query: { ...query, cursor, limit }, signal }),
  );
}

/** All of a small list (departments, teams, posts, skills). */
export function useAll<Row>(kind: "departments" | "teams" | "posts" | "skills") {
  return useQuery({
    queryKey: ["people", kind, "all"],
    queryFn: async ({ signal }) => (await call<PageOf<Row>>("GET", `/${kind}`, { signal })).items,
    staleTime: 30_000,
  });
}

export function useRecord<Row>(kind: Kind, id: string | undefined) {
  return useQuery({
    queryKey: ["people", kind, "one", id],
    queryFn: ({ signal }) => call<Row>("GET", `/${kind}/${id}`, { signal }),
    enabled: Boolean(id),
  });
}

/** After any change here all lists of people may differ, also those of the ticket desk. */
export async function refreshPeople(client: QueryClient): Promise<void> {
  await Promise.all(
    [["people"], ["agents"], ["teams"], ["contacts"]].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  );
}

/** Makes, changes and removes records of a kind. */
export function useRecords<Row extends { id: string; version: number }, Body>(kind: Kind) {
  const client = useQueryClient();
  const done = useCallback(
    async <T>(work: Promise<T>): Promise<T> => {
      const answer = await work;
      void refreshPeople(client);
      return answer;
    },
    [client],
  );
  return {
    create: (body: Body, attempt: string) => done(call<Row>("POST", `/${kind}`, { body, attempt })),
    change: (row: Row, body: Partial<Body>) =>
      done(call<Row>("PATCH", `/${kind}/${row.id}`, { body, version: row.version })),
    remove: (row: Row) => done(call<void>("DELETE", `/${kind}/${row.id}`, { version: row.version })),
  };
}

/** The rows whose names hold the words of the search box: for small lists, which come whole. */
export function useNarrowed<Row extends { name: string; name_en?: string }>(rows: Row[]): Row[] {
  const { query } = useAdmin();
  const words = (query.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const text = (row: Row) => `${row.name} ${row.name_en ?? ""}`.toLowerCase();
  return rows.filter((row) => words.every((word) => text(row).includes(word)));
}

/** A small list, which comes whole, as the list page wants it. */
export function pagesOf<Row>(query: ReturnType<typeof useAll<Row>>, rows: Row[]): Pages<Row> {
  return {
    rows,
    isPending: query.isPending,
    isStale: false,
    error: query.error,
    hasMore: false,
    isLoadingMore: false,
    more: () => undefined,
    retry: () => void query.refetch(),
  };
}
