import { call, type Schemas } from "@relaydesk/api-client";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { bodyOf, chooseAll, type Selection } from "../selection/selection";

export type BulkChange = Schemas["BulkChangeOut"];
export type BulkEdits = Schemas["BulkEditsIn"];
export type BulkResults = Schemas["BulkResultPage"];
export type TicketExport = Schemas["TicketExportOut"];
export type ExportColumn = Schemas["Column"];

/** A change or export is read again this often (ms) while it is at work, should the stream be silent. */
const LOOK = 1500;

const KEY = {
  change: (id: string) => ["bulk", "change", id] as const,
  changes: ["bulk", "changes"] as const,
  results: (id: string, states: string) => ["bulk", "results", id, states] as const,
  export: (id: string) => ["bulk", "export", id] as const,
};

/** The filters of a list without its order: `params` is what the list itself asks with. */
function filtersOf(params: Record<string, string>): Record<string, string> {
  const { sort: _order, ...filters } = params;
  return filters;
}

/** Chooses all that the list with these parameters (as JSON) would show. */
export async function chooseMatching(params: string): Promise<Selection> {
  const query = filtersOf(JSON.parse(params) as Record<string, string>);
  return chooseAll(await call<Schemas["MatchOut"]>("GET", "/api/v1/ticket-matches", { query }));
}

export function isAtWork(change: Pick<BulkChange, "state">): boolean {
  return ["waiting", "running", "undoing"].includes(change.state);
}

export function useAskChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: { selection: Selection; params: Record<string, string>; change: BulkEdits }) =>
      call<BulkChange>("POST", "/api/v1/bulk-changes", {
        body: { ...bodyOf(asked.selection, filtersOf(asked.params)), change: asked.change },
      }),
    onSuccess: (change) => {
      client.setQueryData(KEY.change(change.id), change);
      void client.invalidateQueries({ queryKey: KEY.changes });
    },
  });
}

/** A change, fresh by the stream, and looked at again while it is at work. */
export function useChange(id: string) {
  return useQuery({
    queryKey: KEY.change(id),
    queryFn: () => call<BulkChange>("GET", `/api/v1/bulk-changes/${id}`),
    refetchInterval: (query) => (query.state.data && isAtWork(query.state.data) ? LOOK : false),
  });
}

/** Stops a change, or takes it back. */
export function useStopChange(id: string, how: "cancel" | "undo") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<BulkChange>("POST", `/api/v1/bulk-changes/${id}/${how}`),
    onSuccess: (change) => client.setQueryData(KEY.change(id), change),
  });
}

export function useChanges() {
  return useQuery({
    queryKey: KEY.changes,
    queryFn: () => call<{ items: BulkChange[] }>("GET", "/api/v1/bulk-changes", { query: { limit: 50 } }),
  });
}

/** The tickets of a change in these states, page by page. */
export function useResults(id: string, states: readonly string[]) {
  return useInfiniteQuery({
    queryKey: KEY.results(id, states.join()),
    queryFn: ({ pageParam }) =>
      call<BulkResults>("GET", `/api/v1/bulk-changes/${id}/results`, {
        query: { state: states, limit: 200, cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useAskExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: {
      selection: Selection;
      params: Record<string, string>;
      format: "csv" | "xlsx";
      columns: ExportColumn[];
    }) =>
      call<TicketExport>("POST", "/api/v1/ticket-exports", {
        body: {
          ...bodyOf(asked.selection, filtersOf(asked.params)),
          sort: asked.params.sort,
          format: asked.format,
          columns: asked.columns,
        },
      }),
    onSuccess: (made) => client.setQueryData(KEY.export(made.id), made),
  });
}

export function useExport(id: string) {
  return useQuery({
    queryKey: KEY.export(id),
    queryFn: () => call<TicketExport>("GET", `/api/v1/ticket-exports/${id}`),
    refetchInterval: (query) => (query.state.data?.state === "waiting" ? LOOK : false),
  });
}
