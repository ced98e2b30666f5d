import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Input } from "antd";
import { useState } from "react";
import { useChange } from "./api";
import { Labelled } from "./LineForm";
import { MessageChoice } from "./MessageChoice";
import { messages } from "./messages";
import { TicketDialog } from "./TicketDialog";
import { useUndoable } from "./useUndoable";

interface DialogProps {
  ticket: Ticket;
  onClose: () => void;
  onOpen: (number: string) => void;
}

/** Makes a ticket of its own out of messages of this one. */
export default function SplitDialog({ ticket, onClose, onOpen }: DialogProps) {
  const t = useMessages(messages);
  const { say } = useUndoable();
  const change = useChange(ticket.number);
  const [chosen, setChosen] = useState<string[]>([]);
  const [subject, setSubject] = useState(ticket.subject);
  const split = async () => {
    const made = await change.mutateAsync({
      method: "POST",
      path: "/split",
      body: { message_ids: chosen, subject },
    });
    onClose();
    say(t("splitDone", { number: made.number }));
    onOpen(made.number);
  };
  return (
    <TicketDialog
      title={t("splitTitle")}
      verb={t("create")}
      ready={chosen.length > 0 && Boolean(subject.trim())}
      unsent={subject !== ticket.subject}
      onSend={split}
      onClose={onClose}
    >
      <Labelled label={t("splitSubject")}>
        <Input value={subject} maxLength={500} onChange={(event) => setSubject(event.target.value)} />
      </Labelled>
      <MessageChoice
        number={ticket.number}
        label={t("splitChoose")}
        withoutFirst
        chosen={chosen}
        onChange={setChosen}
      />
    </TicketDialog>
  );
}
