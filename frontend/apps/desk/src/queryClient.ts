import { sessionEnded } from "@relaydesk/access";
import { ApiProblem } from "@relaydesk/api-client";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

/** An expired session shows the sign-in page; the address stays, so signing in goes back to the same ticket. */
function onError(error: unknown): void {
  if (error instanceof ApiProblem && error.status === 401) sessionEnded(queryClient);
}

function worthRetrying(failures: number, error: unknown): boolean {
  const status = error instanceof ApiProblem ? error.status : 0;
  return failures < 2 && (status === 0 || status >= 502);
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    // "always": a request without network fails and says so, rather than waiting silently.
    queries: { retry: worthRetrying, networkMode: "always", refetchOnWindowFocus: false },
    mutations: { retry: false, networkMode: "always" },
  },
});
