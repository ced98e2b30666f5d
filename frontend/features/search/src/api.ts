import { call, type Schemas } from "@relaydesk/api-client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type SearchAddress, searchParams } from "./address";

export type Answer = Schemas["SearchOut"];
export type FoundTicket = Schemas["FoundTicket"];
export type FoundContact = Schemas["FoundContact"];
export type Pieces = Schemas["PieceOut"][];

interface Company {
  id: string;
  name: string;
  tier: string;
}

/**
 * What is found for the newest typed. Each question is aborted when the next is asked; until the next is answered
 * the one before it stays on the screen as a placeholder, never an older one.
 */
export function useSearchAnswer(address: SearchAddress, limit: number) {
  const params = searchParams(address, Date.now(), limit);
  return useQuery({
    queryKey: ["search", params],
    queryFn: ({ signal }) => call<Answer>("GET", "/api/v1/search", { query: params, signal }),
    enabled: params.q !== "",
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    gcTime: 60_000,
  });
}

export function useCompanies(q: string, enabled: boolean) {
  const wanted = q.trim();
  return useQuery({
    queryKey: ["search", "companies", wanted],
    queryFn: async ({ signal }) =>
      (
        await call<{ items: Company[] }>("GET", "/api/v1/companies", {
          query: { q: wanted, limit: 20 },
          signal,
        })
      ).items,
    enabled: enabled && wanted !== "",
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
}

interface Named {
  id?: string;
  key?: string;
  name: string;
  name_en?: string | null;
}

function useNamed(key: string, path: string) {
  return useQuery({
    queryKey: [key],
    queryFn: async () => (await call<{ items: Named[] }>("GET", path)).items,
    staleTime: 300_000,
  });
}

/** Names of agents, teams and types, from the lists that the desk has read already. */
export function useNames(locale: "zh" | "en"): (facet: string, value: string) => string | undefined {
  const agents = useNamed("agents", "/api/v1/agents").data;
  const teams = useNamed("teams", "/api/v1/teams").data;
  const types = useNamed("ticket-types", "/api/v1/ticket-types").data;
  return (facet, value) => {
    const list = { assignee: agents, team: teams, type: types }[facet];
    const found = list?.find((one) => (one.id ?? one.key) === value);
    return locale === "en" ? found?.name_en || found?.name : found?.name;
  };
}
