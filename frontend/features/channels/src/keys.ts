/** The cache keys of the mail screens: what a change of a channel makes stale. */
export const channelKeys = { outbox: ["outbox"] as const, intake: ["intake"] as const };
