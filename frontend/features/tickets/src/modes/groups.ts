import type { Agent, StatusRef, Team, TicketRow, TicketType } from "@relaydesk/api-client";
import { PRIORITIES } from "@relaydesk/api-client";
import { allStatuses } from "../api/directory";
import type { ListSearch } from "../model/search";
import type { Groups } from "./api";

export const BOARD_GROUPS = ["status", "assignee", "priority", "team"] as const;
export const LIST_GROUPS = ["status", "category", "priority", "type", "assignee", "team"] as const;
export type GroupBy = (typeof LIST_GROUPS)[number];

/** A column of the board, or a head of the grouped list. */
export interface Group {
  /** The value by the server's word; null for none. */
  value: string | null;
  label: string;
  category?: string;
  count: number;
}

export interface Words {
  types: TicketType[];
  agents: readonly Pick<Agent, "id" | "name">[];
  teams: readonly Team[];
  locale: "zh" | "en";
  priority: (priority: (typeof PRIORITIES)[number]) => string;
  category: (category: string) => string;
  nobody: string;
  noTeam: string;
}

const CATEGORIES = ["new", "open", "waiting", "hold", "solved", "closed"] as const;

function named(one: { name: string; name_en: string }, locale: "zh" | "en"): string {
  return locale === "en" ? one.name_en || one.name : one.name;
}

/** Every group that the list can have, in order; those that can only be empty are left out. */
export function groupsOf(by: GroupBy, found: Groups | undefined, search: ListSearch, words: Words): Group[] {
  const counts = new Map(found?.items.map((one) => [one.value, one.count]));
  const count = (value: string | null) => counts.get(value) ?? 0;
  const only = (wanted: string | undefined) => (value: string | null) =>
    !wanted || wanted.split(",").includes(value ?? "none");
  if (by === "status")
    return allStatuses(words.types)
      .filter((one) => only(search.status)(one.key))
      .filter((one) => one.category !== "closed" || count(one.key) > 0)
      .map((one) => ({
        value: one.key,
        label: named(one, words.locale),
        category: one.category,
        count: count(one.key),
      }));
  if (by === "category")
    return CATEGORIES.filter((one) => count(one) > 0).map((one) => ({
      value: one,
      label: words.category(one),
      category: one,
      count: count(one),
    }));
  if (by === "priority")
    return PRIORITIES.filter(only(search.priority)).map((one) => ({
      value: one,
      label: `${one} ${words.priority(one)}`,
      count: count(one),
    }));
  if (by === "type")
    return words.types
      .filter((one) => count(one.key) > 0)
      .map((one) => ({ value: one.key, label: named(one, words.locale), count: count(one.key) }));
  if (by === "team")
    return [
      { value: null, label: words.noTeam, count: count(null) },
      ...words.teams
        .filter((one) => count(one.id) > 0)
        .map((one) => ({ value: one.id, label: named(one, words.locale), count: count(one.id) })),
    ].filter((one) => only(search.team)(one.value));
  const agents = new Map(words.agents.map((one) => [one.id, one.name]));
  const people = [...counts.keys()].filter((value): value is string => value !== null);
  return [
    { value: null, label: words.nobody, count: count(null) },
    ...people
      .map((value) => ({ value, label: agents.get(value) ?? value.slice(0, 8), count: count(value) }))
      .sort((one, other) => one.label.localeCompare(other.label, words.locale)),
  ].filter((one) => search.assignee === "me" || only(search.assignee)(one.value));
}

/** The search that shows one group only. */
export function inGroup(search: ListSearch, by: GroupBy, value: string | null): ListSearch {
  if (by === "category" || by === "type") {
    const leaf = { field: by, operator: "is", value };
    return { ...search, condition: search.condition ? { and: [search.condition, leaf] } : leaf };
  }
  return { ...search, [by]: value ?? "none" };
}

export interface Move {
  patch: Record<string, string | null>;
  preview: Partial<TicketRow>;
}

/** What a ticket becomes when it is moved into a group. */
export function moveInto(by: GroupBy, group: Group, row: TicketRow, types: TicketType[]): Move | null {
  const { value, label } = group;
  if (by === "status" && value) {
    const status = statusOf(row, value, types);
    return status ? { patch: { status: value }, preview: { status } } : null;
  }
  if (by === "priority" && value) return { patch: { priority: value }, preview: { priority: value as "P0" } };
  if (by === "assignee")
    return {
      patch: { assignee_id: value },
      preview: { assignee: value ? { id: value, name: label } : null },
    };
  if (by === "team")
    return { patch: { team_id: value }, preview: { team: value ? { id: value, name: label } : null } };
  return null;
}

function statusOf(row: TicketRow, key: string, types: TicketType[]): StatusRef | undefined {
  return types.find((one) => one.key === row.type.key)?.statuses.find((one) => one.key === key);
}

/** In which group a ticket stands. */
export function groupOf(by: GroupBy, row: TicketRow): string | null {
  if (by === "status") return row.status.key;
  if (by === "category") return row.status.category;
  if (by === "priority") return row.priority;
  if (by === "type") return row.type.key;
  return (by === "team" ? row.team?.id : row.assignee?.id) ?? null;
}

/** Why a ticket may not be moved into a group: "same", "no_status", "illegal"; null when it may. */
export function refusal(by: GroupBy, group: Group, row: TicketRow, types: TicketType[]): string | null {
  if (groupOf(by, row) === group.value) return "same";
  if (by !== "status" || !group.value) return null;
  const type = types.find((one) => one.key === row.type.key);
  if (!type?.statuses.some((one) => one.key === group.value)) return "no_status";
  return type.transitions[row.status.key]?.includes(group.value) ? null : "illegal";
}
