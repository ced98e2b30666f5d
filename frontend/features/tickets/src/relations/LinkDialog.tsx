import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Select } from "antd";
import { useState } from "react";
import { useChange } from "./api";
import { Labelled } from "./LineForm";
import { messages } from "./messages";
import { relationNames } from "./relationNames";
import { TicketDialog } from "./TicketDialog";
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
  const nameOf = useMessages(relationNames);
  const { say } = useUndoable();
  const change = useChange(ticket.number);
  const [relation, setRelation] = useState<(typeof RELATIONS)[number]>("relates");
  const [chosen, setChosen] = useState<string[]>([]);
  const link = async () => {
    for (const other of chosen) {
      await change.mutateAsync({ method: "POST", path: "/links", body: { other, relation } });
      // What is linked already is not tried again when a later one is refused.
      setChosen((rest) => rest.filter((one) => one !== other));
    }
    onClose();
    say(t("linkDone"));
  };
  return (
    <TicketDialog
      title={t("linkTitle")}
      verb={t("linkVerb")}
      ready={chosen.length > 0}
      first=".tk-picker input"
      onSend={link}
      onClose={onClose}
    >
      <Labelled label={t("linkTickets")}>
        <TicketPicker except={ticket.number} chosen={chosen} label={t("linkTickets")} onChange={setChosen} />
      </Labelled>
      <Labelled label={t("relation", { number: ticket.number })}>
        <Select
          aria-label={t("relation", { number: ticket.number })}
          value={relation}
          listHeight={360}
          options={RELATIONS.map((one) => ({ value: one, label: nameOf(one) }))}
          onChange={setRelation}
        />
      </Labelled>
    </TicketDialog>
  );
}
