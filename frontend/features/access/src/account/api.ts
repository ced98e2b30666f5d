import { call } from "@relaydesk/api-client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useProof } from "../factors/proof";

export interface OpenSession {
  id: string;
  current: boolean;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
  source: string;
  browser: string;
  method: string;
  second_factor: boolean;
}

export interface Token {
  id: string;
  name: string;
  /** Null: everything that the account may; such a token was made on the command line. */
  scopes: string[] | null;
  created_at: string;
  last_used_on: string | null;
  expires_at: string | null;
}

/** A program that acts in one's name. */
export interface Grant {
  id: string;
  client_name: string;
  scopes: string[];
  created_at: string;
}

/** A provider by which one can sign in oneself. */
export interface Identity {
  id: string;
  provider_id: string;
  provider: string;
  provider_en: string;
  login: string;
  linked_at: string;
  last_used_at: string | null;
}

interface Items<Row> {
  items: Row[];
}

const keys = {
  sessions: ["me", "sessions"] as const,
  tokens: ["me", "tokens"] as const,
  grants: ["me", "grants"] as const,
  identities: ["me", "identities"] as const,
};

export function useSessions() {
  return useQuery({
    queryKey: keys.sessions,
    queryFn: async () => (await call<Items<OpenSession>>("GET", "/api/v1/me/sessions")).items,
  });
}

/** Ends one session, or all but this one. */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string | "others") =>
      call<void>("DELETE", id === "others" ? "/api/v1/me/sessions" : `/api/v1/me/sessions/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.sessions }),
  });
}

export function useChangePassword() {
  const client = useQueryClient();
  const proved = useProof();
  return useMutation({
    mutationFn: (password: string) =>
      proved(() => call<void>("POST", "/api/v1/me/password", { body: { password } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.sessions }),
  });
}

export function useTokens() {
  return useQuery({
    queryKey: keys.tokens,
    queryFn: async () => (await call<Items<Token>>("GET", "/api/v1/me/tokens")).items,
  });
}

export interface TokenIn {
  name: string;
  scopes: string[];
  expires_at: string;
}

export function useMakeToken() {
  const client = useQueryClient();
  const proved = useProof();
  return useMutation({
    mutationFn: (body: TokenIn) =>
      proved(() => call<{ id: string; token: string }>("POST", "/api/v1/me/tokens", { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
}

export function useEndToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/api/v1/me/tokens/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
}

export function useGrants() {
  return useQuery({
    queryKey: keys.grants,
    queryFn: async () => (await call<Items<Grant>>("GET", "/api/v1/me/oauth-grants")).items,
  });
}

export function useEndGrant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/api/v1/me/oauth-grants/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.grants }),
  });
}

export function useIdentities() {
  return useQuery({
    queryKey: keys.identities,
    queryFn: async () => (await call<Items<Identity>>("GET", "/api/v1/me/identities")).items,
  });
}

/** Goes to the provider, which sends one back linked. */
export function useLink() {
  return useMutation({
    mutationFn: (provider_id: string) =>
      call<{ url: string }>("POST", "/api/v1/me/identities", { body: { provider_id } }),
    onSuccess: ({ url }) => location.assign(url),
  });
}

export function useUnlink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/api/v1/me/identities/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.identities }),
  });
}
