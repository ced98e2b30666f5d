import { call } from "@relaydesk/api-client";
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Account, FieldRow, HeldRole, Label, Permission, Role, StandIn } from "./types";

interface Items<Row> {
  items: Row[];
  next_cursor?: string | null;
}

export const rightsKeys = {
  permissions: ["access", "permissions"] as const,
  fields: ["access", "fields"] as const,
  roles: ["access", "roles"] as const,
  labels: ["access", "labels"] as const,
  accounts: ["access", "accounts"] as const,
  standIns: ["access", "stand-ins"] as const,
};

const CATALOGUE = 600_000;

export function usePermissions() {
  return useQuery({
    queryKey: rightsKeys.permissions,
    queryFn: async () => (await call<Items<Permission>>("GET", "/api/v1/permissions")).items,
    staleTime: CATALOGUE,
  });
}

export function useFields() {
  return useQuery({
    queryKey: rightsKeys.fields,
    queryFn: async () => (await call<Items<FieldRow>>("GET", "/api/v1/fields")).items,
    staleTime: CATALOGUE,
  });
}

export function useTicketTypes() {
  return useQuery({
    queryKey: ["access", "ticket-types"],
    queryFn: async () =>
      (await call<Items<{ key: string; name: string; name_en: string }>>("GET", "/api/v1/ticket-types"))
        .items,
    staleTime: CATALOGUE,
  });
}

export function useRoles() {
  return useQuery({
    queryKey: rightsKeys.roles,
    queryFn: async () => (await call<Items<Role>>("GET", "/api/v1/roles")).items,
  });
}

export type RoleIn = Omit<Role, "realm" | "built_in" | "version" | "can">;

/** Makes a role, or changes it at the version on the screen. */
export function useSaveRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, version }: { body: RoleIn; version: number | null }) => {
      if (version === null) return call<Role>("POST", "/api/v1/roles", { body });
      const { key, ...rest } = body;
      return call<Role>("PATCH", `/api/v1/roles/${key}`, { body: rest, version });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: rightsKeys.roles }),
  });
}

export function useDeleteRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: string) => call<void>("DELETE", `/api/v1/roles/${key}`),
    onSuccess: () => client.invalidateQueries({ queryKey: rightsKeys.roles }),
  });
}

export function useLabels(enabled = true) {
  return useQuery({
    queryKey: rightsKeys.labels,
    queryFn: async () => (await call<Items<Label>>("GET", "/api/v1/labels")).items,
    enabled,
  });
}

export type LabelIn = Pick<Label, "key" | "name" | "name_en" | "colour">;

export function saveLabel(client: QueryClient, body: LabelIn, version: number | null): Promise<unknown> {
  const { key, ...rest } = body;
  const sent =
    version === null
      ? call<Label>("POST", "/api/v1/labels", { body })
      : call<Label>("PATCH", `/api/v1/labels/${key}`, { body: rest, version });
  return sent.then(() => client.invalidateQueries({ queryKey: rightsKeys.labels }));
}

export function useDeleteLabel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: string) => call<void>("DELETE", `/api/v1/labels/${key}`),
    onSuccess: () => client.invalidateQueries({ queryKey: rightsKeys.labels }),
  });
}

export interface AccountQuery {
  q?: string;
  role?: string;
}

export function readAccounts(query: AccountQuery, cursor?: string, signal?: AbortSignal) {
  return call<Items<Account>>("GET", "/api/v1/accounts", {
    query: { ...query, cursor },
    ...(signal ? { signal } : {}),
  });
}

export function useAccount(id: string | null) {
  return useQuery({
    queryKey: [...rightsKeys.accounts, "one", id],
    queryFn: () => call<Account>("GET", `/api/v1/accounts/${id}`),
    enabled: id !== null,
  });
}

export interface AccountIn {
  email: string;
  agent_id?: string;
  roles: HeldRole[];
  active?: boolean;
}

export async function saveAccount(
  client: QueryClient,
  body: AccountIn,
  known: { id: string; version: number } | null,
): Promise<Account> {
  const { agent_id: _agent, ...rest } = body;
  const saved = known
    ? await call<Account>("PATCH", `/api/v1/accounts/${known.id}`, { body: rest, version: known.version })
    : await call<Account>("POST", "/api/v1/accounts", { body });
  await client.invalidateQueries({ queryKey: rightsKeys.accounts });
  return saved;
}

export function useInvite() {
  return useMutation({
    mutationFn: (id: string) => call<void>("POST", `/api/v1/accounts/${id}/invitation`, { body: {} }),
  });
}

export function useEndSessions() {
  return useMutation({ mutationFn: (id: string) => call<void>("DELETE", `/api/v1/accounts/${id}/sessions`) });
}

export function useResetFactors() {
  return useMutation({ mutationFn: (id: string) => call<void>("DELETE", `/api/v1/accounts/${id}/factors`) });
}

export function useStandIns(mine: boolean) {
  return useQuery({
    queryKey: [...rightsKeys.standIns, mine],
    queryFn: async () =>
      (await call<Items<StandIn>>("GET", "/api/v1/stand-ins", { query: mine ? { mine: true } : {} })).items,
  });
}

export interface StandInIn {
  absent_id?: string;
  deputy_id: string;
  valid_from: string;
  valid_until: string;
}

export async function saveStandIn(client: QueryClient, body: StandInIn): Promise<void> {
  await call<StandIn>("POST", "/api/v1/stand-ins", { body });
  await client.invalidateQueries({ queryKey: rightsKeys.standIns });
}

export function useEndStandIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/api/v1/stand-ins/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: rightsKeys.standIns }),
  });
}

export interface AgentRef {
  id: string;
  name: string;
  email: string;
}

/** All agents, for choosing one. */
export function useAgentRefs() {
  return useQuery({
    queryKey: ["access", "agents"],
    queryFn: async () => (await call<Items<AgentRef>>("GET", "/api/v1/agents")).items,
    staleTime: 60_000,
  });
}

/** Whom one may name: agents with an account. Stand-ins are between accounts. */
export function useStandInPeople(own: boolean) {
  const { data: agents, ...rest } = useAgentRefs();
  return { ...rest, data: agents, own };
}
