import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import type { ReactNode } from "react";
import { useAgents } from "../api/directory";
import { messages } from "../messages";
import { type FieldRight, writes } from "../model/fieldRights";
import { type Choice, ChoiceField } from "./ChoiceField";
import type { TicketEditor } from "./useEditor";

const PRESENCES = ["online", "busy", "away", "off"] as const;

interface AssigneeProps {
  ticket: Ticket;
  editor: TicketEditor;
  right: FieldRight;
  why: ReactNode;
}

/** The agent. Members of the ticket's team come first; each shows whether they are there. */
export function AssigneeField({ ticket, editor, right, why }: AssigneeProps) {
  const t = useMessages(messages);
  const agents = useAgents().data ?? [];
  const inTeam = (teams: string[]) => (ticket.team && teams.includes(ticket.team.id) ? 0 : 1);
  const options: Choice[] = [...agents]
    .sort((a, b) => inTeam(a.team_ids) - inTeam(b.team_ids))
    .map((agent) => {
      const presence = PRESENCES.find((one) => one === agent.presence);
      return { value: agent.id, label: agent.name, note: presence && t(presence) };
    });
  const current = ticket.assignee;
  if (current && !options.some((one) => one.value === current.id))
    options.push({ value: current.id, label: current.name });
  return (
    <ChoiceField
      id="assign"
      label={t("assignee")}
      value={current?.id ?? null}
      placeholder={t("unassigned")}
      disabled={!ticket.can.assign || !writes(right)}
      required={right === "required"}
      options={options}
      extra={why}
      onClear={() => editor.edit({ patch: { assignee_id: null }, preview: { assignee: null } })}
      onChange={(id) => {
        const name = options.find((one) => one.value === id)?.label ?? "";
        editor.edit({ patch: { assignee_id: id }, preview: { assignee: { id, name } } });
      }}
    />
  );
}
