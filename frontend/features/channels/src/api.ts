import { api, type IntakeState, unwrap } from "@relaydesk/api-client";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

/** The stream tells of tickets, not of mails: the mail screens look again after so many ms. */
const REFRESH = 10_000;

export function useOutbox() {
  return useInfiniteQuery({
    queryKey: ["outbox", "list"],
    refetchInterval: REFRESH,
    queryFn: ({ pageParam }) =>
      unwrap(api.GET("/api/v1/outbox", { params: { query: { cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useOutgoing(id: string) {
  return useQuery({
    queryKey: ["outbox", "one", id],
    queryFn: () => unwrap(api.GET("/api/v1/outbox/{outgoing_id}", { params: { path: { outgoing_id: id } } })),
  });
}

export function useRetryOutgoing() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.POST("/api/v1/outbox/{outgoing_id}/retry", { params: { path: { outgoing_id: id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["outbox"] }),
  });
}

export function useIntake(state: IntakeState | "") {
  return useInfiniteQuery({
    queryKey: ["intake", "list", state],
    refetchInterval: REFRESH,
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/api/v1/intake", { params: { query: { cursor: pageParam, state: state || undefined } } }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useRetryIntake() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.POST("/api/v1/intake/{intake_id}/retry", { params: { path: { intake_id: id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["intake"] }),
  });
}
