import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { Input, Select } from "antd";
import { useState } from "react";
import { useTeams } from "../api/directory";
import { useChange } from "./api";
import { Labelled } from "./LineForm";
import { messages } from "./messages";
import { TicketDialog } from "./TicketDialog";
import { useUndoable } from "./useUndoable";

interface DialogProps {
  ticket: Ticket;
  onClose: () => void;
}

/** Opens a child ticket for another team; the requester hears nothing of it. */
export default function ChildDialog({ ticket, onClose }: DialogProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { say } = useUndoable();
  const change = useChange(ticket.number);
  const teams = useTeams().data ?? [];
  const [subject, setSubject] = useState("");
  const [body, setBody] = useState("");
  const [team, setTeam] = useState<string | null>(ticket.team?.id ?? null);
  const create = async () => {
    const made = await change.mutateAsync({
      method: "POST",
      path: "/children",
      body: { subject, body, team_id: team },
    });
    onClose();
    say(t("childDone", { number: made.number }));
  };
  return (
    <TicketDialog
      title={t("childTitle")}
      verb={t("create")}
      ready={Boolean(subject.trim()) && Boolean(body.trim())}
      unsent={Boolean(subject.trim() || body.trim())}
      onSend={create}
      onClose={onClose}
    >
      <Labelled label={t("subject")}>
        <Input value={subject} maxLength={500} onChange={(event) => setSubject(event.target.value)} />
      </Labelled>
      <Labelled label={t("team")}>
        <Select
          aria-label={t("team")}
          value={team}
          options={teams.map((one) => ({
            value: one.id,
            label: locale === "en" ? one.name_en || one.name : one.name,
          }))}
          onChange={setTeam}
        />
      </Labelled>
      <Labelled label={t("childNote")}>
        <Input.TextArea rows={4} value={body} onChange={(event) => setBody(event.target.value)} />
      </Labelled>
    </TicketDialog>
  );
}
