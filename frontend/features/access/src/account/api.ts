import { call } from "@relaydesk/api-client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

export interface OpenSession {
  id: string;
  current: boolean;
  created_at: string;
  last_used_at: string;
  expires_at: string;
  source: string | null;
  user_agent: string;
  method: string;
}

export interface Token {
  id: string;
  name: string;
  scopes: string[];
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
}

interface Items<Row> {
  items: Row[];
}

const keys = { sessions: ["me", "sessions"] as const, tokens: ["me", "tokens"] as const };

export function useSessions() {
  return useQuery({
    queryKey: keys.sessions,
    queryFn: () => call<Items<OpenSession>>("GET", "/api/v1/me/sessions"),
  });
}

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/api/v1/me/sessions/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.sessions }),
  });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { current_password: string; new_password: string }) =>
      call<void>("POST", "/api/v1/me/password", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.sessions }),
  });
}

export function useTokens() {
  return useQuery({ queryKey: keys.tokens, queryFn: () => call<Items<Token>>("GET", "/api/v1/me/tokens") });
}

export interface TokenIn {
  name: string;
  scopes: string[];
  expires_at: string;
}

export function useMakeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: TokenIn) => call<Token & { secret: string }>("POST", "/api/v1/me/tokens", { body }),
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
