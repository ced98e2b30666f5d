import { ApiProblem, call } from "@relaydesk/api-client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Channel, NoticeKind } from "./api";

interface RoleNotices {
  role: string;
  kinds: NoticeKind[];
  version: number;
}

interface Role {
  key: string;
  name: string;
  name_en: string;
}

const path = (role: string) => `/api/v1/notices/roles/${encodeURIComponent(role)}`;
const keyOf = (role: string) => ["notice-roles", role];

export function useRoles() {
  return useQuery({
    queryKey: ["notice-roles"],
    queryFn: ({ signal }) => call<{ items: Role[] }>("GET", "/api/v1/roles", { signal }),
    select: ({ items }) => items,
  });
}

export function useRoleNotices(role: string | undefined) {
  return useQuery({
    queryKey: keyOf(role ?? ""),
    queryFn: ({ signal }) => call<RoleNotices>("GET", path(role ?? ""), { signal }),
    enabled: role !== undefined,
  });
}

/** Sets channels of kinds; those left out stay. */
export function useRoleNoticesPatch(role: string) {
  const client = useQueryClient();
  return useMutation({
    scope: { id: `notice-role ${role}` },
    mutationFn: (channels: Record<string, Channel[]>) =>
      call<RoleNotices>("PATCH", path(role), {
        body: { channels },
        version: client.getQueryData<RoleNotices>(keyOf(role))?.version,
      }),
    onSuccess: (found) => client.setQueryData(keyOf(role), found),
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 412)
        void client.invalidateQueries({ queryKey: keyOf(role) });
    },
  });
}
