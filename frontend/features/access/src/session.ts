import { ApiProblem, api, type Me, type MePatch, unwrap } from "@relaydesk/api-client";
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

export const sessionKey = ["session"] as const;

/** Set while the session ended by itself: the sign-in page then says so. */
let ended = false;

/** Notes that a request was refused for want of a session. */
export function sessionEnded(client: QueryClient): void {
  ended ||= Boolean(client.getQueryData(sessionKey));
  client.setQueryData(sessionKey, null);
}

export function hasEnded(): boolean {
  return ended;
}

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

export function useSignOut() {
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/session", {})),
    // A new page: nothing of the session stays in memory. A provider that vouched may end its own session as well.
    onSuccess: (left) => location.assign(left?.provider_sign_out ?? "/desk/"),
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

export function may(me: Me, permission: string): boolean {
  return me.permissions.includes(permission);
}

/** Whether somebody looks at the desk with this person's eyes. */
export function isViewing(me: Me): boolean {
  return Boolean((me as { viewed_by?: unknown }).viewed_by);
}

/** What has to be done before anything else: `second_factor_required`, `password_change_required`. */
export function mustDo(me: Me): string | null {
  return me.must ?? null;
}
