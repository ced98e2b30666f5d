import { api, call, type LabelRef, type StatusRef, type TicketType, unwrap } from "@relaydesk/api-client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "./keys";

const SLOW = { staleTime: 300_000 };

export function useTypes() {
  return useQuery({
    queryKey: keys.types,
    queryFn: async () => (await unwrap(api.GET("/api/v1/ticket-types", {}))).items,
    ...SLOW,
  });
}

export function useAgents() {
  return useQuery({
    queryKey: keys.agents,
    queryFn: async () => (await unwrap(api.GET("/api/v1/agents", {}))).items,
    staleTime: 30_000,
  });
}

export function useTeams() {
  return useQuery({
    queryKey: keys.teams,
    queryFn: async () => (await unwrap(api.GET("/api/v1/teams", {}))).items,
    ...SLOW,
  });
}

/** Every status of every type, each once, in the order of the types. */
export function allStatuses(types: TicketType[]): StatusRef[] {
  const found = new Map<string, StatusRef>();
  for (const type of types)
    for (const status of type.statuses) if (!found.has(status.key)) found.set(status.key, status);
  return [...found.values()];
}

/** Names by id or key, for sentences about events. */
export interface Directory {
  agent: (id: unknown) => string;
  /** `known` is what to say while the names are being read, and for a team that has gone. */
  team: (id: unknown, known?: string) => string;
  status: (key: unknown) => string;
  type: (key: unknown) => string;
}

export function useDirectory(locale: "zh" | "en"): Directory {
  const agents = useAgents().data;
  const teams = useTeams().data;
  const types = useTypes().data;
  return useMemo(() => {
    const agentNames = new Map(agents?.map((agent) => [agent.id, agent.name]));
    const teamNames = new Map(
      teams?.map((team) => [team.id, locale === "en" ? team.name_en || team.name : team.name]),
    );
    const named = (ref: { name: string; name_en: string }) =>
      locale === "en" ? ref.name_en || ref.name : ref.name;
    const statusNames = new Map(allStatuses(types ?? []).map((status) => [status.key, named(status)]));
    const typeNames = new Map(types?.map((type) => [type.key, named(type)]));
    const look = (table: Map<string, string>) => (key: unknown, known?: string) =>
      table.get(String(key)) ?? known ?? String(key ?? "");
    return {
      agent: look(agentNames),
      team: look(teamNames),
      status: look(statusNames),
      type: look(typeNames),
    };
  }, [agents, teams, types, locale]);
}

/** The sensitivity labels one is cleared for: no other may be set. */
export function useLabels(enabled: boolean) {
  return useQuery({
    queryKey: ["tickets", "labels"],
    queryFn: async () => {
      const { items } = await call<{ items: (LabelRef & { cleared: boolean })[] }>("GET", "/api/v1/labels");
      return items.filter((one) => one.cleared);
    },
    staleTime: 300_000,
    enabled,
  });
}
