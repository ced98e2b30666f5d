import { call, type Schemas } from "@relaydesk/api-client";
import { useQuery } from "@tanstack/react-query";

export type Board = Schemas["Wallboard"];

export function useBoards() {
  return useQuery({
    queryKey: ["wallboards"],
    queryFn: async () => (await call<Schemas["BoardList"]>("GET", "/api/v1/wallboards")).items,
    staleTime: 60_000,
  });
}

/** The figures, anew every five seconds, also while nobody looks at the window: it hangs on a wall. */
export function useBoard(team: string) {
  return useQuery({
    queryKey: ["wallboards", team],
    queryFn: ({ signal }) => call<Board>("GET", `/api/v1/wallboards/${team}`, { signal }),
    refetchInterval: 5_000,
    refetchIntervalInBackground: true,
    enabled: team !== "",
  });
}
