import { call, type Schemas } from "@relaydesk/api-client";
import type { Stored } from "@relaydesk/conditions/tree";
import { useQuery } from "@tanstack/react-query";

type Out = Schemas["ViewOut"];
export type View = Omit<Out, "condition"> & { condition: Stored };
export type ViewList = Omit<Schemas["ViewList"], "items"> & { items: View[] };

export const viewKeys = {
  list: ["views", "list"] as const,
  counts: ["tickets", "counts"] as const,
  audiences: ["views", "audiences"] as const,
  defaults: ["views", "defaults"] as const,
};

/** The reader's views in his order, and the one that he begins with. */
export function useViews() {
  return useQuery({
    queryKey: viewKeys.list,
    queryFn: () => call<ViewList>("GET", "/api/v1/views"),
    staleTime: 30_000,
    refetchOnWindowFocus: true,
  });
}
