import { useMessages } from "@relaydesk/i18n";
import { useCallback } from "react";
import { messages } from "./messages";

interface ProblemLike {
  status?: number;
  message?: string;
}

/** What a failed request means to the reader and what to do next. */
export function useProblemText(): (error: unknown) => string {
  const t = useMessages(messages);
  return useCallback(
    (error: unknown) => {
      const { status = 0, message = "" } = (error ?? {}) as ProblemLike;
      if (status === 0) return t("offline");
      if (status === 403) return t("forbidden");
      if (status === 404) return t("notFound");
      if (status === 412) return t("stale");
      if (status === 413) return t("tooLarge");
      if (status === 429) return t("rateLimited");
      if (status >= 500) return t("server");
      return message;
    },
    [t],
  );
}
