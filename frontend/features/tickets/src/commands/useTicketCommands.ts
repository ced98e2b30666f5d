import { PRIORITIES, type StatusRef, type Ticket, type TicketPatch } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { type Command, type CommandContext, useProblemText } from "@relaydesk/ui";
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { allStatuses, useAgents, useLabels, useTeams, useTypes } from "../api/directory";
import { keys } from "../api/keys";
import { messages as words } from "../messages";
import { changeTickets } from "./changing";
import { messages } from "./messages";

type Named = { name: string; name_en?: string | null };

/** Changes the targets, and says how it went. */
function useChange(targets: readonly string[]) {
  const t = useMessages(messages);
  const client = useQueryClient();
  const textOf = useProblemText();
  const { message } = App.useApp();
  return async (patchOf: TicketPatch | ((ticket: Ticket) => TicketPatch | null)) => {
    const wanted = typeof patchOf === "function" ? patchOf : () => patchOf;
    const { done, refused } = await changeTickets(client, targets, wanted);
    if (refused.length === 0) message.success(t("changed", { n: done.length }));
    else {
      const why = refused.slice(0, 3).map((one) => `${one.number} ${textOf(one.error)}`);
      message.error(t("partly", { n: done.length, m: refused.length, why: why.join("; ") }), 8);
    }
  };
}

/** What can be done to the selected or the open tickets. */
export function useTicketCommands({ targets, permissions, me }: CommandContext): Command[] {
  const t = useMessages(messages);
  const w = useMessages(words);
  const { locale } = useLocale();
  const client = useQueryClient();
  const { message } = App.useApp();
  const change = useChange(targets);
  const types = useTypes().data ?? [];
  const teams = useTeams().data ?? [];
  const agents = useAgents().data ?? [];
  const labels = useLabels(permissions.has("tickets.set_label")).data ?? [];
  if (targets.length === 0 || !permissions.has("tickets.write")) return [];
  const name = (one: Named) => (locale === "en" ? one.name_en || one.name : one.name);
  const both = (one: Named) => `${one.name} ${one.name_en ?? ""}`;
  const open = targets.map((number) => client.getQueryData<Ticket>(keys.ticket(number)));
  const [only] = open;
  const statuses: StatusRef[] = targets.length === 1 && only ? only.next_statuses : allStatuses(types);
  const tags = [...new Set(open.flatMap((ticket) => ticket?.tags ?? []))];
  const step = (
    id: string,
    title: string,
    patch: Parameters<typeof change>[0],
    more: Partial<Command> = {},
  ) => ({ id: `ticket.${id}`, group: "ticket", title, run: () => change(patch), ...more }) satisfies Command;
  const parent = (id: keyof typeof messages.zh, steps: Command[], more: Partial<Command> = {}): Command => ({
    id: `ticket.${id}`,
    group: "ticket",
    title: t(id),
    words: `${messages.zh[id]} ${messages.en[id]}`,
    steps,
    ...more,
  });
  const withTag = (tag: string) => (ticket: Ticket) =>
    ticket.tags.includes(tag) ? null : { tags: [...ticket.tags, tag] };
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
    parent("tag", [], { ask: (tag) => [step("tag.new", t("tagWith", { tag }), withTag(tag))] }),
    ...(tags.length > 0
      ? [
          parent(
            "untag",
            tags.map((tag) =>
              step(`untag.${tag}`, tag, (ticket) => ({ tags: ticket.tags.filter((one) => one !== tag) })),
            ),
          ),
        ]
      : []),
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
