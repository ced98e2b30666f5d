import { ApiProblem, api, type Me, type MePatch, unwrap } from "@relaydesk/api-client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

export const sessionKey = ["session"] as const;

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: async (): Promise<Me | null> => {
      try {
        return await unwrap(api.GET("/api/v1/session", {}));
      } catch (error) {
        if (error instanceof ApiProblem && (error.status === 401 || error.status === 403)) return null;
        throw error;
      }
    },
    staleTime: 300_000,
  });
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => unwrap(api.POST("/api/v1/session", { body })),
    onSuccess: (me) => {
      // What somebody else read on this page before is not for the one who signs in now.
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
      client.setQueryData(sessionKey, me);
    },
  });
}

export function useSignOut() {
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/session", {})),
    // A new page: nothing of the session stays in memory.
    onSuccess: () => location.assign("/desk/"),
  });
}

/** Changes one's own presence or language; shows at once, goes back when the server refuses. */
export function usePatchMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MePatch) => unwrap(api.PATCH("/api/v1/me", { body })),
    onMutate: (body) => {
      const before = client.getQueryData<Me | null>(sessionKey);
      if (before?.agent) client.setQueryData(sessionKey, { ...before, agent: { ...before.agent, ...body } });
      return { before };
    },
    onError: (_error, _body, context) => client.setQueryData(sessionKey, context?.before),
    onSuccess: (me) => client.setQueryData(sessionKey, me),
  });
}

export function isAdministrator(me: Me): boolean {
  return me.roles.includes("administrator");
}

/** What an agent holds for the daily work; whoever holds more of these modules administers something. */
const DAILY = new Set(["people.read_agents", "people.read_contacts", "people.write_contacts"]);

/** Whether there is anything in the administration for this person beyond the contacts of the daily work. */
export function administers(me: Me): boolean {
  return me.permissions.some(
    (one) => /^(people|access|privacy|audit)\./.test(one) && !DAILY.has(one) && one !== "privacy.reveal",
  );
}
