import { api, call, type Schemas, unwrap } from "@relaydesk/api-client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

export type Provider = Schemas["ProviderList"]["items"][number];
export type ProviderBody = Omit<Schemas["ProviderIn"], "kind">;

const keys = {
  providers: ["access", "providers"] as const,
  policy: ["access", "sign-in-policy"] as const,
  clients: ["access", "oauth-clients"] as const,
};
const path = (provider_id: string) => ({ path: { provider_id } });

export function useProviders() {
  return useQuery({
    queryKey: keys.providers,
    queryFn: async () => (await unwrap(api.GET("/api/v1/identity-providers", {}))).items,
  });
}

export function useProviderActs() {
  const client = useQueryClient();
  const renewed = () => client.invalidateQueries({ queryKey: keys.providers });
  const save = async (known: Provider | null, kind: Provider["kind"], body: ProviderBody) => {
    const saved = known
      ? await unwrap(
          api.PATCH("/api/v1/identity-providers/{provider_id}", {
            params: path(known.id),
            headers: { "If-Match": `"${known.version}"` },
            body,
          }),
        )
      : await unwrap(api.POST("/api/v1/identity-providers", { body: { ...body, kind } }));
    await renewed();
    return saved;
  };
  const remove = async (known: Provider) => {
    await call<void>("DELETE", `/api/v1/identity-providers/${known.id}`, { version: known.version });
    await renewed();
  };
  return { save, remove };
}

export function useTestProvider(id: string) {
  return useMutation({
    mutationFn: (login: string) =>
      unwrap(
        api.POST("/api/v1/identity-providers/{provider_id}/test", { params: path(id), body: { login } }),
      ),
  });
}

export function useSynchronise(id: string) {
  return useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/v1/identity-providers/{provider_id}/synchronise", { params: path(id) })),
  });
}

const scimKey = (id: string) => [...keys.providers, id, "scim"] as const;

export function useScimTokens(id: string) {
  return useQuery({
    queryKey: scimKey(id),
    queryFn: async () =>
      (await unwrap(api.GET("/api/v1/identity-providers/{provider_id}/scim-tokens", { params: path(id) })))
        .items,
  });
}

export function useMakeScimToken(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      unwrap(
        api.POST("/api/v1/identity-providers/{provider_id}/scim-tokens", {
          params: path(id),
          body: { name },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: scimKey(id) }),
  });
}

export function useStopScimToken(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token_id: string) =>
      unwrap(
        api.DELETE("/api/v1/identity-providers/{provider_id}/scim-tokens/{token_id}", {
          params: { path: { provider_id: id, token_id } },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: scimKey(id) }),
  });
}

/** The numbers of the policy, with the bounds that the server sets to each. */
export interface Policy {
  min_length: number;
  min_classes: number;
  history: number;
  max_age_days: number | null;
  lock_account_after: number;
  lock_source_after: number;
  lock_minutes: number;
  idle_minutes: number;
  absolute_hours: number;
  version: number;
  bounds: Record<string, [number, number]>;
}

export function usePolicy() {
  return useQuery({ queryKey: keys.policy, queryFn: () => call<Policy>("GET", "/api/v1/sign-in-policy") });
}

export function useSavePolicy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ changes, version }: { changes: Partial<Policy>; version: number }) =>
      call<Policy>("PATCH", "/api/v1/sign-in-policy", { body: changes, version }),
    onSuccess: (policy) => client.setQueryData(keys.policy, policy),
  });
}

export interface OAuthClient {
  id: string;
  name: string;
  confidential: boolean;
  redirect_uris: string[];
  scopes: string[];
  acts_as_account_id: string | null;
  created_at: string;
}

export type OAuthClientIn = Omit<OAuthClient, "id" | "created_at">;

export function useOAuthClients() {
  return useQuery({
    queryKey: keys.clients,
    queryFn: async () => (await call<{ items: OAuthClient[] }>("GET", "/api/v1/oauth-clients")).items,
  });
}

export function useMakeClient() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: OAuthClientIn) =>
      call<{ client: OAuthClient; client_secret: string | null }>("POST", "/api/v1/oauth-clients", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.clients }),
  });
}

export function useRemoveClient() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/api/v1/oauth-clients/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.clients }),
  });
}
