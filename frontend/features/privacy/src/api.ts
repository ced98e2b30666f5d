import { call } from "@relaydesk/api-client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

export const MODES = ["always", "by_role", "never"] as const;
export type Mode = (typeof MODES)[number];

export interface KindPolicy {
  kind: string;
  mode: Mode;
  version: number;
}

const key = ["privacy", "policy"] as const;

export function usePolicy() {
  return useQuery({
    queryKey: key,
    queryFn: async () => (await call<{ items: KindPolicy[] }>("GET", "/api/v1/privacy/policy")).items,
  });
}

/** Sets when one kind is masked. */
export function useSetMode() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, mode, version }: KindPolicy) =>
      call<unknown>("PATCH", "/api/v1/privacy/policy", { body: { kind, mode }, version }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

export interface RevealIn {
  subject: string;
  field: string;
  reason: string;
}

export function useReveal() {
  return useMutation({
    mutationFn: (body: RevealIn) => call<{ value: string }>("POST", "/api/v1/privacy/reveal", { body }),
  });
}
