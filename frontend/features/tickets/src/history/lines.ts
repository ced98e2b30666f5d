import type { EventItem, TimelineItem } from "@relaydesk/api-client";

/** The texts that a fact changed, as [field, before, after]; what a role hides does not come from the server. */
export function textChanges(event: EventItem): [string, string, string][] {
  const changes = (event.data.changes ?? {}) as Record<string, unknown>;
  return Object.entries(changes).flatMap(([field, pair]): [string, string, string][] => {
    if (field !== "subject" && field !== "tags") return [];
    if (!Array.isArray(pair) || pair.length !== 2) return [];
    const word = (value: unknown) => (Array.isArray(value) ? value.join(" ") : String(value ?? ""));
    return [[field, word(pair[0]), word(pair[1])]];
  });
}

export function actorOf(item: TimelineItem): string {
  return item.event?.actor.name ?? item.message?.author.name ?? "";
}
