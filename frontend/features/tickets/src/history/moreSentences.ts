import type { EventItem } from "@relaydesk/api-client";
import { type Locale, text } from "@relaydesk/i18n";
import { dayText, longTime } from "@relaydesk/ui";
import type { Directory } from "../api/directory";
import { moneyText } from "../relations/money";
import { relationNames } from "../relations/relationNames";
import { type HistoryKey, messages } from "./messages";

type Line = Record<string, unknown> | null;
type Say = (key: HistoryKey, params?: Record<string, string | number>) => string;

function has(key: string): key is HistoryKey {
  return Object.hasOwn(messages.zh, key);
}

/** What happened between tickets and in the work on one, as a sentence; null for a fact that is not known here. */
export function moreSentence(event: EventItem, locale: Locale, names: Directory): string | null {
  const say: Say = (key, params) => text(messages, locale, key, params);
  const { data, actor: by } = event;
  const actor = by.kind === "system" ? say("system") : by.name;
  const number = typeof data.other_number === "string" ? data.other_number : say("hiddenTicket");
  const relation = relationName(data.kind, locale);
  switch (event.name) {
    case "tickets.watcher.added":
    case "tickets.watcher.removed":
      return watching(event, say, names, actor);
    case "tickets.ticket.merged":
      return say(data.role === "source" ? "mergedSource" : "mergedTarget", { actor, number });
    case "tickets.ticket.unmerged":
      return say(data.role === "source" ? "unmergedSource" : "unmergedTarget", { actor, number });
    case "tickets.ticket.linked":
      return say("linked", { actor, relation, number });
    case "tickets.ticket.unlinked":
      return say("unlinked", { actor, relation, number });
    case "tickets.ticket.split":
      return say("split", { actor, count: Number(data.count), number });
    case "tickets.ticket.snoozed":
      return data.until
        ? say("snoozedUntil", { actor, time: longTime(String(data.until), locale) })
        : say("snoozedAnswer", { actor });
    case "tickets.ticket.awoken":
      return has(`awoke_${String(data.reason)}`)
        ? say(`awoke_${String(data.reason)}` as HistoryKey, { actor })
        : null;
    case "tickets.ticket.labelled":
      return say("labelled", { actor, ...change(data.previous_label, data.label, say) });
    case "tickets.ticket.deleted":
      return say("deleted", { actor });
    case "tickets.ticket.restored":
      return say("restored", { actor });
    case "tickets.requester.changed":
      return say("requesterChanged", { actor, reason: String(data.reason) });
    case "tickets.broadcast.sent":
      return say("broadcast", { actor, count: Number(data.count) });
    default:
      return work(event, say, actor, locale);
  }
}

/** What the other ticket is, as it stands within a sentence. */
function relationName(kind: unknown, locale: Locale): string {
  const names: Record<string, string> = relationNames[locale];
  return (names[String(kind)] ?? "").toLowerCase();
}

function change(before: unknown, after: unknown, say: Say) {
  const word = (value: unknown) => (value === null || value === undefined ? say("none") : String(value));
  return { before: word(before), after: word(after) };
}

function watching({ name, data, actor: by }: EventItem, say: Say, names: Directory, actor: string): string {
  const agent = names.agent(data.agent_id);
  const own = agent === by.name;
  if (name.endsWith("added")) return say(own ? "watchesNow" : "watcherAdded", { actor, agent });
  return say(own ? "watchesNoMore" : "watcherRemoved", { actor, agent });
}

function work({ name, data }: EventItem, say: Say, actor: string, locale: Locale): string | null {
  const [before, after] = [data.before as Line, data.after as Line];
  const line = after ?? before;
  if (name === "tickets.todo.ordered") return say("todosOrdered", { actor });
  if (!line) return null;
  if (name === "tickets.time.changed") return times(before, after, line, say, actor, locale);
  if (name === "tickets.cost.changed") return costs(before, after, say, actor, locale);
  if (name === "tickets.todo.changed") return todos(before, after, line, say, actor);
  return null;
}

type Values = NonNullable<Line>;
/** Seen from here every day is told in full: "yesterday" would be wrong tomorrow. */
const LONG_AGO = 0;

function times(before: Line, after: Line, line: Values, say: Say, actor: string, locale: Locale): string {
  const activity = String((before ?? line).activity);
  if (before && after)
    return say("timeChanged", {
      actor,
      activity,
      changes: timeChanges(before, after, say, locale).join(say("semicolon")),
    });
  return say(after ? "timeAdded" : "timeRemoved", { actor, activity, minutes: Number(line.minutes) });
}

/** What of a line of time is another than before. A note may be long: that it changed is enough. */
function timeChanges(before: Values, after: Values, say: Say, locale: Locale): string[] {
  const differs = (name: string) => before[name] !== after[name];
  const pair = (word: (line: Values) => string) => say("arrow", { before: word(before), after: word(after) });
  return [
    ...(differs("minutes") ? [pair((line) => say("minutesWord", { n: Number(line.minutes) }))] : []),
    ...(differs("activity") ? [pair((line) => String(line.activity))] : []),
    ...(differs("spent_on") ? [pair((line) => dayText(String(line.spent_on), locale, LONG_AGO))] : []),
    ...(differs("billable") ? [say(after.billable ? "billableYes" : "billableNo")] : []),
    ...(differs("note") ? [say("noteChanged")] : []),
  ];
}

function costs(before: Line, after: Line, say: Say, actor: string, locale: Locale): string {
  const words = (line: Line) =>
    line
      ? say("costLine", {
          item: String(line.item),
          quantity: String(Number(line.quantity)),
          price: moneyText(String(line.unit_price), String(line.currency), locale),
        })
      : "";
  if (before && after) return say("costChanged", { actor, before: words(before), after: words(after) });
  return say(after ? "costAdded" : "costRemoved", { actor, line: words(after ?? before) });
}

function todos(before: Line, after: Line, line: NonNullable<Line>, say: Say, actor: string): string {
  const textOf = String(line.text);
  if (!before || !after) return say(after ? "todoAdded" : "todoRemoved", { actor, text: textOf });
  if (Boolean(before.done_at) !== Boolean(after.done_at))
    return say(after.done_at ? "todoDone" : "todoReopened", { actor, text: textOf });
  return say("todoChanged", { actor, before: String(before.text), after: textOf });
}
