import type { EventItem, TimelineItem } from "@relaydesk/api-client";

type TextField = "subject" | "tags";

/** The texts that a fact changed, as [field, before, after]; what a role hides does not come from the server. */
export function textChanges(event: EventItem): [TextField, string, string][] {
  const changes = (event.data.changes ?? {}) as Record<string, unknown>;
  return Object.entries(changes).flatMap(([field, pair]): [TextField, string, string][] => {
    if (field !== "subject" && field !== "tags") return [];
    if (!Array.isArray(pair) || pair.length !== 2) return [];
    const word = (value: unknown) => (Array.isArray(value) ? value.join(" ") : String(value ?? ""));
    return [[field, word(pair[0]), word(pair[1])]];
  });
}

/** A fact that changed nothing but texts: the differences say the rest. */
export function onlyTexts(event: EventItem): boolean {
  if (event.name !== "tickets.ticket.edited") return false;
  const fields = Object.keys((event.data.changes ?? {}) as Record<string, unknown>);
  return fields.length > 0 && fields.every((field) => field === "subject" || field === "tags");
}

export function actorOf(item: TimelineItem): string {
  return item.event?.actor.name ?? item.message?.author.name ?? "";
}
