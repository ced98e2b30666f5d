import { api, call, keep, type Message, type Schemas, unwrap } from "@relaydesk/api-client";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { keys } from "./keys";

export type PlannedReply = Schemas["PlannedOut"];
export type SavedReply = Schemas["SavedReplyOut"];
export type Candidate = Schemas["CandidateOut"];
export type Habits = Schemas["HabitsOut"];
export type Onlooker = Schemas["OnlookerOut"];
export type DraftKept = Schemas["DraftOut"];

const path = (number: string, rest: string) => `/api/v1/tickets/${encodeURIComponent(number)}/${rest}`;

export const draftsOf = (number: string) =>
  call<{ items: DraftKept[] }>("GET", path(number, "draft")).then(({ items }) => items);

export const keepDraft = (number: string, body: Schemas["DraftIn"], version: number) =>
  call<DraftKept>("PUT", path(number, "draft"), { body, version });

export const dropDraft = (number: string, kind: "reply" | "note") =>
  call<undefined>("DELETE", path(number, "draft"), { query: { kind } });

export const mentionable = (number: string, q: string) =>
  call<{ items: Candidate[] }>("GET", path(number, "mentionable"), { query: { q } }).then((r) => r.items);

export const findSavedReplies = (q: string) =>
  unwrap(api.GET("/api/v1/saved-replies", { params: { query: { q, limit: 8 } } })).then((r) => r.items);

export const fillSavedReply = (number: string, id: string) =>
  call<{ html: string; language: string }>("GET", path(number, `saved-replies/${id}`));

/** Plans a reply; null when there is no line and it waits in this browser. */
export async function planReply(number: string, body: Schemas["PlanIn"], idempotencyKey: string) {
  try {
    const { items } = await unwrap(
      api.POST("/api/v1/tickets/{number}/planned-replies", {
        params: { path: { number }, header: { "Idempotency-Key": idempotencyKey } },
        body,
      }),
    );
    return items[0] ?? null;
  } catch (error) {
    const kept = { id: idempotencyKey, method: "POST", path: path(number, "planned-replies") } as const;
    if (!(await keep({ ...kept, body, ticket: number, what: "reply" }, error))) throw error;
    return null;
  }
}

export const takeBack = (number: string, id: string) =>
  call<Schemas["TakenBack"]>("POST", path(number, `planned-replies/${id}/cancel`), { body: {} });

export const sendPlannedNow = (number: string, id: string) =>
  call("POST", path(number, `planned-replies/${id}/send`), { body: {} });

export const movePlanned = (number: string, id: string, send_at: string) =>
  call("PATCH", path(number, `planned-replies/${id}`), { body: { send_at } });

export function usePlannedReplies(number: string) {
  return useQuery({
    queryKey: keys.planned(number),
    queryFn: () => call<{ items: PlannedReply[] }>("GET", path(number, "planned-replies")),
    select: ({ items }) => items,
    staleTime: 30_000,
  });
}

export const habitsOptions = queryOptions({
  queryKey: ["me", "writing"],
  queryFn: () => call<Habits>("GET", "/api/v1/me/writing"),
  staleTime: 300_000,
});

export const saveHabits = (body: Habits) => call<Habits>("PUT", "/api/v1/me/writing", { body });

export const bePresent = (number: string, writing: "" | "reply" | "note") =>
  call<{ items: Onlooker[] }>("PUT", path(number, "presence"), { body: { writing } }).then((r) => r.items);

export const beGone = (number: string) => call<undefined>("DELETE", path(number, "presence"));

export const trustedOptions = queryOptions({
  queryKey: ["me", "trusted-senders"],
  queryFn: () => call<{ contact_ids: string[] }>("GET", "/api/v1/me/trusted-senders"),
  staleTime: 300_000,
});

export const trustSender = (contact: string) =>
  call<undefined>("PUT", `/api/v1/me/trusted-senders/${contact}`);

/** The last message of a thread that the requester can see too. */
export function lastPublic(messages: readonly (Message | null)[]): string | null {
  return messages.findLast((one) => one?.id && one.visibility === "public")?.id ?? null;
}
