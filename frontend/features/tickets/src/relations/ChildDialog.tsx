import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { Input, Modal, Select } from "antd";
import { useState } from "react";
import { useTeams } from "../api/directory";
import { useChange } from "./api";
import { messages } from "./messages";
import { useUndoable } from "./useUndoable";

interface DialogProps {
  ticket: Ticket;
  onClose: () => void;
}

/** Opens a child ticket for another team; the requester hears nothing of it. */
export default function ChildDialog({ ticket, onClose }: DialogProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { say, refused } = useUndoable();
  const change = useChange(ticket.number);
  const teams = useTeams().data ?? [];
  const [subject, setSubject] = useState("");
  const [body, setBody] = useState("");
  const [team, setTeam] = useState<string | null>(ticket.team?.id ?? null);
  const create = () =>
    change.mutate(
      { method: "POST", path: "/children", body: { subject, body, team_id: team } },
      {
        onSuccess: (made) => {
          onClose();
          say(t("childDone", { number: made.number }));
        },
        onError: refused,
      },
    );
  return (
    <Modal
      open
      title={t("childTitle")}
      okText={t("create")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: !subject.trim() || !body.trim() }}
      confirmLoading={change.isPending}
      onOk={create}
      onCancel={onClose}
    >
      <div className="tk-form">
        <Input
          aria-label={t("subject")}
          placeholder={t("subject")}
          value={subject}
          maxLength={500}
          onChange={(event) => setSubject(event.target.value)}
        />
        <Select
          aria-label={t("team")}
          placeholder={t("team")}
          value={team}
          options={teams.map((one) => ({
            value: one.id,
            label: locale === "en" ? one.name_en || one.name : one.name,
          }))}
          onChange={setTeam}
        />
        <Input.TextArea
          aria-label={t("childNote")}
          placeholder={t("childNote")}
          rows={4}
          value={body}
          onChange={(event) => setBody(event.target.value)}
        />
      </div>
    </Modal>
  );
}
