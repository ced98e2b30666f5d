import {
  api,
  keep,
  type Message,
  type MessageIn,
  type Timeline,
  type TimelineItem,
  unwrap,
} from "@relaydesk/api-client";
import {
  type InfiniteData,
  infiniteQueryOptions,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "./keys";
import { refreshLists } from "./list";

type Pages = InfiniteData<Timeline, string | undefined>;

export function timelineOptions(number: string) {
  return infiniteQueryOptions({
    queryKey: keys.timeline(number),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/tickets/{number}/timeline", {
          params: { path: { number }, query: { limit: 50, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 30_000,
  });
}

/** The ticket's messages, notes and events, oldest first; older ones are read on demand. */
export function useTimeline(number: string) {
  const query = useInfiniteQuery({
    ...timelineOptions(number),
    // Delivery is no event of the ticket: while a reply is on its way, look again.
    refetchInterval: ({ state }) => (onItsWay(state.data) ? 4000 : false),
  });
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items).reverse() ?? [], [query.data]);
  return { ...query, items };
}

function onItsWay(data: Pages | undefined): boolean {
  return data?.pages[0]?.items.some((item) => item.message?.delivery?.state === "queued") ?? false;
}

export interface Outgoing extends MessageIn {
  preview: Message;
  /** The same for every attempt at one message, so that a retry cannot send it twice. */
  idempotencyKey: string;
}

export function isPending(item: TimelineItem): boolean {
  return item.id.startsWith("pending:");
}

/** Sends a reply or note; it stands in the thread at once and is taken out again when it fails. */
export function useSendMessage(number: string) {
  const client = useQueryClient();
  const key = keys.timeline(number);
  return useMutation({
    mutationFn: async ({ preview: _preview, idempotencyKey, ...body }: Outgoing) => {
      try {
        return await unwrap(
          api.POST("/api/v1/tickets/{number}/messages", {
            params: { path: { number }, header: { "Idempotency-Key": idempotencyKey } },
            body,
          }),
        );
      } catch (error) {
        // Without a line it waits in this browser; it stands in the thread as on its way until then.
        const path = `/api/v1/tickets/${number}/messages`;
        const what = body.visibility === "note" ? "note" : "reply";
        if (!(await keep({ id: idempotencyKey, method: "POST", path, body, ticket: number, what }, error)))
          throw error;
        return null;
      }
    },
    onMutate: async (outgoing) => {
      await client.cancelQueries({ queryKey: key });
      const item: TimelineItem = {
        id: `pending:${outgoing.idempotencyKey}`,
        at: new Date().toISOString(),
        kind: outgoing.visibility === "note" ? "note" : "message",
        message: outgoing.preview,
        event: null,
      };
      client.setQueryData<Pages>(key, (now) => {
        const [first, ...rest] = now?.pages ?? [];
        return now && first ? { ...now, pages: [{ ...first, items: [item, ...first.items] }, ...rest] } : now;
      });
      return item.id;
    },
    onError: (_error, _outgoing, id) =>
      client.setQueryData<Pages>(key, (now) =>
        now
          ? {
              ...now,
              pages: now.pages.map((page) => ({
                ...page,
                items: page.items.filter((item) => item.id !== id),
              })),
            }
          : now,
      ),
    onSuccess: async (arrived) => {
      // Without a line there is nothing to read, and the composer must not wait for it: the text has left it.
      if (arrived === null) return;
      await client.invalidateQueries({ queryKey: keys.ticket(number) });
      void client.invalidateQueries({ queryKey: keys.counts });
      void refreshLists(client, new Set([number]));
    },
  });
}
