import { call } from "@relaydesk/api-client";
import { useMutation } from "@tanstack/react-query";

/** Looks at the desk with somebody else's eyes. A new page: nothing of one's own stays in memory. */
export function useViewAs() {
  return useMutation({
    mutationFn: (account: string) =>
      call<unknown>("POST", "/api/v1/session/view-as", { body: { account_id: account } }),
    onSuccess: () => location.assign("/desk/"),
  });
}

export function useStopViewing() {
  return useMutation({
    mutationFn: () => call<unknown>("DELETE", "/api/v1/session/view-as"),
    onSuccess: () => location.assign("/desk/admin/accounts"),
  });
}
