import { call, type Schemas } from "@relaydesk/api-client";
import type { Stored } from "@relaydesk/conditions/tree";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type View, type ViewList, viewKeys } from "./useViews";

export { useViews, type View, type ViewList } from "./useViews";

export type Audience = Schemas["AudienceOut"];
export type AudienceChoices = Schemas["AudienceChoices"];
export type Count = Schemas["ViewCount"];

/** What is written of a view. */
export interface Draft {
  name?: string;
  folder?: string;
  condition?: Stored;
  columns?: { key: string; width: number | null }[];
  sort?: string;
  group?: string;
  mode?: string;
  audience?: Audience;
}

const path = (key: string, more = "") => `/api/v1/views/${encodeURIComponent(key)}${more}`;

/** How many tickets each view holds; the key is that which every change of a ticket makes stale. */
export function useCounts() {
  return useQuery({
    queryKey: viewKeys.counts,
    queryFn: async () =>
      (await call<{ views: Record<string, Count | null> }>("GET", "/api/v1/views/counts")).views,
    refetchInterval: 60_000,
  });
}

export function useAudiences(enabled: boolean) {
  return useQuery({
    queryKey: viewKeys.audiences,
    queryFn: () => call<AudienceChoices>("GET", "/api/v1/views/audiences"),
    staleTime: 60_000,
    enabled,
  });
}

export function useDefaults(enabled: boolean) {
  return useQuery({
    queryKey: viewKeys.defaults,
    queryFn: async () =>
      (await call<{ roles: Record<string, string> }>("GET", "/api/v1/views/defaults")).roles,
    enabled,
  });
}

/** Everything that changes a view; each brings the list of views up to date. */
export function useViewActs() {
  const client = useQueryClient();
  const done = () => {
    void client.invalidateQueries({ queryKey: ["views"] });
    void client.invalidateQueries({ queryKey: viewKeys.counts });
  };
  const act = <A, T>(run: (asked: A) => Promise<T>) => ({ mutationFn: run, onSuccess: done });
  const make = useMutation(act((draft: Draft) => call<View>("POST", "/api/v1/views", { body: draft })));
  const change = useMutation(
    act(({ view, draft }: { view: View; draft: Draft }) =>
      call<View>("PATCH", path(view.key), { body: draft, version: view.version }),
    ),
  );
  const remove = useMutation(
    act((view: View) => call<undefined>("DELETE", path(view.key), { version: view.version })),
  );
  const restore = useMutation(
    act((view: View) => call<View>("POST", path(view.key, "/restore"), { body: {} })),
  );
  const duplicate = useMutation(
    act(({ view, name }: { view: View; name: string }) =>
      call<View>("POST", path(view.key, "/duplicate"), { body: { name } }),
    ),
  );
  const order = useMutation(
    act((keys: string[]) => call<undefined>("PUT", "/api/v1/views/order", { body: { keys } })),
  );
  const setDefault = useMutation(
    act(({ role, view }: { role: string; view: string | null }) =>
      call<unknown>("PUT", `/api/v1/views/defaults/${encodeURIComponent(role)}`, { body: { view } }),
    ),
  );
  const pin = useMutation({
    ...act(({ view, pinned }: { view: View; pinned: boolean }) =>
      call<View>("PUT", path(view.key, "/pin"), { body: { pinned } }),
    ),
    onMutate: ({ view, pinned }) =>
      client.setQueryData<ViewList>(viewKeys.list, (now) =>
        now
          ? { ...now, items: now.items.map((one) => (one.key === view.key ? { ...one, pinned } : one)) }
          : now,
      ),
    onError: done,
  });
  return { make, change, remove, restore, duplicate, pin, order, setDefault };
}

export type ViewActs = ReturnType<typeof useViewActs>;
