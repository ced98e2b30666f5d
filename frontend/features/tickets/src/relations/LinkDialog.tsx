import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Modal, Select } from "antd";
import { useState } from "react";
import { useChange } from "./api";
import { messages } from "./messages";
import { TicketPicker } from "./TicketPicker";
import { useUndoable } from "./useUndoable";

const RELATIONS = [
  "relates",
  "duplicates",
  "duplicated_by",
  "blocks",
  "blocked_by",
  "causes",
  "caused_by",
  "parent",
  "child",
  "major",
  "affected",
] as const;

/** Links this ticket to others: what each of them is to this one. */
export default function LinkDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const t = useMessages(messages);
  const { say, refused } = useUndoable();
  const change = useChange(ticket.number);
  const [relation, setRelation] = useState<(typeof RELATIONS)[number]>("relates");
  const [chosen, setChosen] = useState<string[]>([]);
  const link = async () => {
    try {
      for (const other of chosen)
        await change.mutateAsync({ method: "POST", path: "/links", body: { other, relation } });
      onClose();
      say(t("linkDone"));
    } catch (error) {
      refused(error);
    }
  };
  return (
    <Modal
      open
      title={t("linkTitle")}
      okText={t("add")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: chosen.length === 0 }}
      confirmLoading={change.isPending}
      onOk={() => void link()}
      onCancel={onClose}
    >
      <div className="tk-form">
        <Select
          aria-label={t("relation")}
          value={relation}
          options={RELATIONS.map((one) => ({ value: one, label: t(`rel_${one}`) }))}
          onChange={setRelation}
        />
        <TicketPicker except={ticket.number} chosen={chosen} label={t("ticketsLabel")} onChange={setChosen} />
      </div>
    </Modal>
  );
}
