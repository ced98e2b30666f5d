import { call } from "@relaydesk/api-client";
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { changesOf } from "./matrix";
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

export type RoleIn = Pick<
  Role,
  "key" | "name" | "name_en" | "grants" | "field_rights" | "labels" | "second_factor"
>;

/** Makes a role, or changes of one what differs, at the version on the screen. */
export function useSaveRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, known }: { body: RoleIn; known: Role | null }) => {
      if (known)
        return call<Role>("PATCH", `/api/v1/roles/${known.key}`, {
          body: changesOf(body, known),
          version: known.version,
        });
      // Clearances and the second factor are others' to give: what is not asked for is not said.
      const { labels, second_factor, ...rest } = body;
      return call<Role>("POST", "/api/v1/roles", {
        body: {
          ...rest,
          ...(labels.length > 0 ? { labels } : {}),
          ...(second_factor ? { second_factor } : {}),
        },
      });
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
  agent_id: string;
  roles: HeldRole[];
  active: boolean;
}

/** Makes an account, or changes what differs of one. */
export async function saveAccount(
  client: QueryClient,
  body: AccountIn,
  known: Account | null,
): Promise<Account> {
  const roles = body.roles.map(({ key, valid_from, valid_until }) => ({ key, valid_from, valid_until }));
  const { email, agent_id, active } = body;
  const held = known?.roles.map(({ key, valid_from, valid_until }) => ({ key, valid_from, valid_until }));
  const saved = known
    ? await call<Account>("PATCH", `/api/v1/accounts/${known.id}`, {
        body: {
          ...(JSON.stringify(held) === JSON.stringify(roles) ? {} : { roles }),
          ...(active === known.active ? {} : { active }),
        },
      })
    : await call<Account>("POST", "/api/v1/accounts", { body: { email, agent_id, roles } });
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

/** Takes the second factors of somebody who has lost them. */
export function useResetFactors() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/api/v1/accounts/${id}/factors`),
    onSuccess: () => client.invalidateQueries({ queryKey: rightsKeys.accounts }),
  });
}

/** One's own stand-ins, or everybody's for who manages accounts. */
export function useStandIns() {
  return useQuery({
    queryKey: rightsKeys.standIns,
    queryFn: async () => (await call<Items<StandIn>>("GET", "/api/v1/stand-ins")).items,
  });
}

export interface StandInIn {
  absent_agent_id?: string;
  deputy_agent_id: string;
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
