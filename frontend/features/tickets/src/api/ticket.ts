import {
  ApiProblem,
  api,
  keep,
  staleByOneself,
  type Ticket,
  type TicketPatch,
  unwrap,
} from "@relaydesk/api-client";
import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { keys } from "./keys";
import { refreshLists } from "./list";

export function ticketOptions(number: string) {
  return queryOptions({
    queryKey: keys.ticket(number),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/tickets/{number}", { params: { path: { number } }, signal })),
    staleTime: 30_000,
  });
}

/** The ticket; while another one is being read, still the one before it (`isPlaceholderData`). */
export function useTicket(number: string) {
  return useQuery({ ...ticketOptions(number), placeholderData: keepPreviousData });
}

/** A change together with how the ticket looks once it is made, shown before the server answers. */
export interface Edit {
  patch: TicketPatch;
  preview: Partial<Ticket>;
  /** Send over this version instead of the one on the screen: "keep mine" after a conflict. */
  over?: number;
}

export interface StaleChange {
  name: string;
  actor: { name: string } | string | null;
  at: string;
  data: Record<string, unknown>;
}

export interface Conflict {
  edit: Edit;
  currentVersion: number;
  changes: StaleChange[];
}

export function actorName(change: StaleChange): string {
  return typeof change.actor === "string" ? change.actor : (change.actor?.name ?? "");
}

function conflictOf(problem: ApiProblem, edit: Edit): Conflict {
  return {
    edit,
    currentVersion: Number(problem.body.current_version),
    changes: (problem.body.changes ?? []) as StaleChange[],
  };
}

function send(client: QueryClient, number: string, edit: Edit): Promise<Ticket> {
  const version = edit.over ?? client.getQueryData<Ticket>(keys.ticket(number))?.version ?? 0;
  return unwrap(
    api.PATCH("/api/v1/tickets/{number}", {
      params: { path: { number } },
      headers: { "If-Match": `"${version}"` },
      body: edit.patch,
    }),
  );
}

/** Without a line a change waits in this browser, for the version that was on the screen. */
function keepEdit(client: QueryClient, number: string, edit: Edit, error: unknown): Promise<boolean> {
  return keep(
    {
      id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`,
      method: "PATCH",
      path: `/api/v1/tickets/${number}`,
      body: edit.patch,
      version: edit.over ?? client.getQueryData<Ticket>(keys.ticket(number))?.version,
      ticket: number,
      what: "change",
    },
    error,
  );
}

interface EditOptions {
  onConflict: (conflict: Conflict) => void;
  onRefused: (error: unknown, edit: Edit) => void;
}

/**
 * Changes a ticket: shown at once, taken back when refused. A version that only the agent himself
 * made stale is sent again by itself; anything else goes to `onConflict`.
 */
export function useEditTicket(number: string, { onConflict, onRefused }: EditOptions) {
  const client = useQueryClient();
  const key = keys.ticket(number);
  return useMutation({
    scope: { id: `ticket:${number}` },
    mutationFn: async (edit: Edit) => {
      try {
        return await send(client, number, edit);
      } catch (error) {
        if (await keepEdit(client, number, edit, error)) return client.getQueryData<Ticket>(key) as Ticket;
        if (!staleByOneself(error)) throw error;
        return await send(client, number, { ...edit, over: conflictOf(error, edit).currentVersion });
      }
    },
    onMutate: async (edit) => {
      await client.cancelQueries({ queryKey: key, exact: true });
      const before = client.getQueryData<Ticket>(key);
      if (before) client.setQueryData<Ticket>(key, { ...before, ...edit.preview });
      return { before };
    },
    onError: (error, edit, context) => {
      if (context?.before) client.setQueryData(key, context.before);
      if (error instanceof ApiProblem && error.status === 412) onConflict(conflictOf(error, edit));
      else onRefused(error, edit);
    },
    onSuccess: (ticket) => {
      client.setQueryData(key, ticket);
      void client.invalidateQueries({ queryKey: keys.timeline(number) });
      void client.invalidateQueries({ queryKey: keys.counts });
      void refreshLists(client, new Set([number]));
    },
  });
}
