import { api, unwrap } from "@relaydesk/api-client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

/** Tags of tickets within one's sight that begin with or contain the text; without a text the most used. */
export function useTagOffers(text: string, enabled: boolean) {
  return useQuery({
    queryKey: ["tickets", "tags", text],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET("/api/v1/ticket-tags", { params: { query: { q: text, limit: 20 } }, signal })))
        .items,
    // What was offered before shows at once; a tag given a moment ago must not be missing.
    staleTime: 0,
    placeholderData: keepPreviousData,
    enabled,
  });
}
