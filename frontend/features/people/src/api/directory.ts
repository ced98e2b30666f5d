import type { PageOf } from "@relaydesk/admin-kit";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { call } from "./http";
import { useAll } from "./records";
import type { Agent, Department, Named, Team } from "./types";

/** Pages of a thousand agents that a directory reads at most. */
const PAGES = 10;

async function everyAgent(signal: AbortSignal): Promise<Agent[]> {
  const found: Agent[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const answer = await call<PageOf<Agent>>("GET", "/agents", { query: { cursor }, signal });
    found.push(...answer.items);
    cursor = answer.next_cursor;
    if (!cursor) break;
  }
  return found;
}

/** All agents who are active, for choices and counts. */
export function useActiveAgents() {
  return useQuery({
    queryKey: ["people", "agents", "active"],
    queryFn: ({ signal }) => everyAgent(signal),
    staleTime: 30_000,
  });
}

function byId<T extends { id: string }>(items: T[] | undefined): Map<string, T> {
  return new Map(items?.map((item) => [item.id, item]));
}

/** Who and what is meant by an id. */
export function useDirectory() {
  const agents = useActiveAgents().data;
  const departments = useAll<Department>("departments").data;
  const teams = useAll<Team>("teams").data;
  const posts = useAll<Named>("posts").data;
  const skills = useAll<Named>("skills").data;
  return useMemo(
    () => ({
      agents: byId(agents),
      departments: byId(departments),
      teams: byId(teams),
      posts: byId(posts),
      skills: byId(skills),
    }),
    [agents, departments, teams, posts, skills],
  );
}
