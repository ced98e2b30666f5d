import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { useTeams } from "../api/directory";
import { messages } from "../messages";
import { type FieldRight, writes } from "../model/fieldRights";
import { ChoiceField } from "./ChoiceField";
import type { TicketEditor } from "./useEditor";

interface FieldProps {
  ticket: Ticket;
  editor: TicketEditor;
  right: FieldRight;
}

export function TeamField({ ticket, editor, right }: FieldProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const options = (useTeams().data ?? []).map((team) => ({
    value: team.id,
    label: locale === "en" ? team.name_en || team.name : team.name,
  }));
  const current = ticket.team;
  if (current && !options.some((one) => one.value === current.id))
    options.push({ value: current.id, label: current.name });
  return (
    <ChoiceField
      id="team"
      label={t("team")}
      value={current?.id ?? null}
      placeholder={t("none")}
      disabled={!ticket.can.assign || !writes(right)}
      required={right === "required"}
      options={options}
      onChange={(id) => {
        const name = options.find((one) => one.value === id)?.label ?? "";
        editor.edit({ patch: { team_id: id }, preview: { team: { id, name } } });
      }}
    />
  );
}
