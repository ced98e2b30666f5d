import { ApiProblem, call } from "@relaydesk/api-client";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

export interface Notice {
  id: string;
  kind: string;
  text: string;
  text_en: string;
  count: number;
  at: string;
  read: boolean;
  ticket: { number: string; subject: string };
}

interface NoticePage {
  items: Notice[];
  next_cursor: string | null;
}

export type Channel = "app" | "mail" | "push";
export const CHANNELS: readonly Channel[] = ["app", "mail", "push"];

export interface NoticeKind {
  key: string;
  name: string;
  name_en: string;
  channels: Channel[];
  urgent: boolean;
}

export interface PushBrowser {
  id: string;
  device: string;
  host: string;
  created_at: string;
}

export interface Settings {
  kinds: NoticeKind[];
  digest: "each" | "hourly" | "daily";
  daily_at: string;
  quiet_from: string | null;
  quiet_until: string | null;
  breaks_through: boolean;
  timezone: string;
  email: string;
  browsers: PushBrowser[];
  version: number;
}

export interface SettingsPatch extends Partial<Omit<Settings, "kinds" | "browsers" | "version">> {
  channels?: Record<string, Channel[]>;
}

// The stream says when these are stale ("notifications.…"): nothing asks by the clock.
const keys = {
  all: ["notices"] as const,
  unread: ["notices", "unread"] as const,
  list: (unread: boolean) => ["notices", "list", unread] as const,
  settings: ["notice-settings"] as const,
};

export function useUnread() {
  return useQuery({
    queryKey: keys.unread,
    queryFn: ({ signal }) => call<{ unread: number }>("GET", "/api/v1/notices/unread", { signal }),
    select: (answer) => answer.unread,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useNotices(unread: boolean, enabled = true) {
  return useInfiniteQuery({
    queryKey: keys.list(unread),
    enabled,
    queryFn: ({ pageParam, signal }) =>
      call<NoticePage>("GET", "/api/v1/notices", { query: { unread, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export type Read = { ids: string[] } | { ticket: string } | { all_until: string };

export function useRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Read) => call<{ unread: number }>("POST", "/api/v1/notices/read", { body }),
    onSuccess: (answer) => {
      client.setQueryData(keys.unread, answer);
      void client.invalidateQueries({ queryKey: ["notices", "list"] });
    },
  });
}

export function useSettings() {
  return useQuery({
    queryKey: keys.settings,
    queryFn: ({ signal }) => call<Settings>("GET", "/api/v1/notices/settings", { signal }),
  });
}

/** Each choice is stored at once; one that another window has overtaken shows what holds now. */
export function useSettingsPatch() {
  const client = useQueryClient();
  return useMutation({
    scope: { id: "notice-settings" },
    mutationFn: (body: SettingsPatch) =>
      call<Settings>("PATCH", "/api/v1/notices/settings", {
        body,
        version: client.getQueryData<Settings>(keys.settings)?.version,
      }),
    onSuccess: (settings) => client.setQueryData(keys.settings, settings),
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 412)
        void client.invalidateQueries({ queryKey: keys.settings });
    },
  });
}

export function useRefreshSettings(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.settings });
}
