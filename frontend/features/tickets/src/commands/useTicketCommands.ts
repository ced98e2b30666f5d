import { PRIORITIES, type StatusRef, type Ticket, type TicketPatch } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { type Command, type CommandContext, useProblemText } from "@relaydesk/ui";
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { allStatuses, useAgents, useLabels, useTeams, useTypes } from "../api/directory";
import { keys } from "../api/keys";
import type { BulkEdits } from "../bulk/api";
import { messages as words } from "../messages";
import { snoozeChoices } from "../relations/snoozing";
import { type Acting, actingOnSelection } from "../selection/acting";
import { useTagOffers } from "../tags/useTagOffers";
import { changeTickets, patchOf } from "./changing";
import { messages } from "./messages";

type Named = { name: string; name_en?: string | null };

/** Changes the open ticket, and says how it went. */
function useChangeOpen(targets: readonly string[]) {
  const t = useMessages(messages);
  const client = useQueryClient();
  const textOf = useProblemText();
  const { message } = App.useApp();
  return async (wanted: (ticket: Ticket) => TicketPatch | null) => {
    const { done, refused } = await changeTickets(client, targets, wanted);
    if (refused.length === 0) message.success(t("changed", { n: done.length }));
    else {
      const why = refused.slice(0, 3).map((one) => `${one.number} ${textOf(one.error)}`);
      message.error(t("partly", { n: done.length, m: refused.length, why: why.join("; ") }), 8);
    }
  };
}

/** What can be done to the selected tickets, by the bulk change, or to the open one. */
export function useTicketCommands({ targets, count, selected, permissions, me }: CommandContext): Command[] {
  const t = useMessages(messages);
  const w = useMessages(words);
  const { locale } = useLocale();
  const client = useQueryClient();
  const { message } = App.useApp();
  const changeOpen = useChangeOpen(targets);
  const types = useTypes().data ?? [];
  const teams = useTeams().data ?? [];
  const agents = useAgents().data ?? [];
  const labels = useLabels(permissions.has("tickets.set_label")).data ?? [];
  const known = useTagOffers("", count > 0 && permissions.has("tickets.write")).data ?? [];
  const acting = selected ? actingOnSelection() : null;
  if (count === 0 || !permissions.has("tickets.write") || (selected && (!acting || acting.tooMany)))
    return [];
  const name = (one: Named) => (locale === "en" ? one.name_en || one.name : one.name);
  const both = (one: Named) => `${one.name} ${one.name_en ?? ""}`;
  const open = targets.map((number) => client.getQueryData<Ticket>(keys.ticket(number)));
  const statuses: StatusRef[] = !selected && open[0] ? open[0].next_statuses : allStatuses(types);
  const own = [...new Set(open.flatMap((ticket) => ticket?.tags ?? []))];
  const change = (edits: BulkEdits) =>
    acting ? acting.change(edits) : changeOpen((ticket) => patchOf(ticket, edits));
  const step = (id: string, title: string, edits: BulkEdits, more: Partial<Command> = {}) =>
    ({ id: `ticket.${id}`, group: "ticket", title, run: () => change(edits), ...more }) satisfies Command;
  const parent = (id: keyof typeof messages.zh, steps: Command[], more: Partial<Command> = {}): Command => ({
    id: `ticket.${id}`,
    group: "ticket",
    title: t(id),
    words: `${messages.zh[id]} ${messages.en[id]}`,
    steps,
    ...more,
  });
  const offered = known.filter((tag) => selected || !own.includes(tag));
  return [
    parent(
      "assign",
      [
        ...(me
          ? [step("assign.me", t("assignMe"), { assignee_id: me }, { words: messages.en.assignMe })]
          : []),
        step("assign.nobody", t("assignNobody"), { assignee_id: null }),
        ...agents.map((one) => step(`assign.${one.id}`, one.name, { assignee_id: one.id })),
      ],
      { shortcut: "assign" },
    ),
    parent(
      "status",
      statuses.map((one) => step(`status.${one.key}`, name(one), { status: one.key }, { words: both(one) })),
      { shortcut: "status" },
    ),
    parent(
      "priority",
      PRIORITIES.map((one) => step(`priority.${one}`, `${one} ${w(one)}`, { priority: one })),
      { shortcut: "priority" },
    ),
    parent(
      "team",
      teams.map((one) => step(`team.${one.id}`, name(one), { team_id: one.id }, { words: both(one) })),
      { shortcut: "team" },
    ),
    parent(
      "type",
      types.map((one) => step(`type.${one.key}`, name(one), { type: one.key }, { words: both(one) })),
      { shortcut: "type" },
    ),
    parent(
      "tag",
      offered.map((tag) => step(`tag.${tag}`, tag, { add_tags: [tag] })),
      {
        ask: (tag) =>
          known.includes(tag) ? [] : [step("tag.new", t("tagWith", { tag }), { add_tags: [tag] })],
      },
    ),
    ...(selected || own.length > 0
      ? [
          parent(
            "untag",
            (selected ? known : own).map((tag) => step(`untag.${tag}`, tag, { remove_tags: [tag] })),
          ),
        ]
      : []),
    ...(acting ? ofMany(acting, t, parent, step) : []),
    ...(permissions.has("tickets.set_label") && labels.length > 0
      ? [
          parent("label", [
            step("label.none", t("noLabel"), { label: null }),
            ...labels.map((one) => step(`label.${one.key}`, name(one), { label: one.key })),
          ]),
        ]
      : []),
    ...(targets.length === 1
      ? [
          {
            id: "ticket.copyLink",
            group: "ticket",
            title: t("copyLink"),
            words: messages.en.copyLink,
            run: async () => {
              await navigator.clipboard.writeText(`${location.origin}/desk/tickets/${targets[0]}`);
              message.success(t("copied"));
            },
          } satisfies Command,
        ]
      : []),
  ];
}

const SNOOZES = { hour: "snoozeHour", tomorrow: "snoozeTomorrow", monday: "snoozeMonday" } as const;
type Key = keyof typeof messages.zh;

/** What has a dialog of its own for one ticket, and the bulk bar for many. */
function ofMany(
  acting: Acting,
  t: (key: Key) => string,
  parent: (id: Key, steps: Command[]) => Command,
  step: (id: string, title: string, edits: BulkEdits) => Command,
): Command[] {
  const asking = (id: "merge" | "reply"): Command[] =>
    acting.may(id)
      ? [
          {
            id: `ticket.${id}`,
            group: "ticket",
            title: t(id),
            words: `${messages.zh[id]} ${messages.en[id]}`,
            // After the palette has gone, so that what opens can take the focus.
            run: () => void setTimeout(() => acting.ask(id)),
          },
        ]
      : [];
  const sleep = (id: Key, until: Date | null) =>
    step(`snooze.${id}`, t(id), { snooze: { until: until?.toISOString() ?? null } });
  return [
    parent("snooze", [
      ...snoozeChoices(new Date()).map(({ id, until }) => sleep(SNOOZES[id], until)),
      sleep("snoozeAnswer", null),
      {
        id: "ticket.snooze.other",
        group: "ticket",
        title: t("snoozeOther"),
        run: () => void setTimeout(() => acting.ask("snooze")),
      },
    ]),
    step("wake", t("wake"), { wake: true }),
    ...asking("merge"),
    ...asking("reply"),
  ];
}
