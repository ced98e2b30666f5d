import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { paragraphsOf } from "../model/paragraphs";
import { useChange } from "./api";
import { messages } from "./correspondenceMessages";
import { Labelled } from "./LineForm";
import { MessageChoice, useMessagesOf } from "./MessageChoice";
import { TicketDialog } from "./TicketDialog";
import { useUndoable } from "./useUndoable";

/** Sends messages of a ticket, and files of theirs, to somebody outside. */
export default function ForwardDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const t = useMessages(messages);
  const { say } = useUndoable();
  const change = useChange(ticket.number);
  const { all } = useMessagesOf(ticket.number);
  const [to, setTo] = useState<string[]>([]);
  const [cc, setCc] = useState<string[]>([]);
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const [without, setWithout] = useState<string[]>([]);
  const [agreed, setAgreed] = useState(false);
  const picked = all.filter((one) => chosen.includes(one.id));
  const files = picked.flatMap((one) => one.attachments);
  const notes = picked.some((one) => one.visibility === "note");
  const forward = async () => {
    await change.mutateAsync({
      method: "POST",
      path: "/forwards",
      body: {
        to,
        cc,
        message_ids: chosen,
        attachment_ids: files.map((one) => one.id).filter((id) => !without.includes(id)),
        body_html: paragraphsOf(words),
        include_notes: notes && agreed,
      },
    });
    onClose();
    say(t("forwarded"));
  };
  const addresses = (label: string, value: string[], set: (found: string[]) => void) => (
    <Labelled label={label}>
      <Select
        mode="tags"
        open={false}
        suffixIcon={null}
        tokenSeparators={[",", ";", " ", "，", "；"]}
        aria-label={label}
        placeholder={t("addressHint")}
        value={value}
        onChange={set}
      />
    </Labelled>
  );
  return (
    <TicketDialog
      title={t("forwardTitle")}
      verb={t("forward")}
      ready={to.length > 0 && chosen.length > 0 && (!notes || agreed)}
      unsent={to.length > 0 || cc.length > 0 || Boolean(words.trim())}
      onSend={forward}
      onClose={onClose}
    >
      <p>{t("forwardWhat")}</p>
      {addresses(t("to"), to, setTo)}
      {addresses(t("cc"), cc, setCc)}
      <Labelled label={t("words")}>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </Labelled>
      <MessageChoice
        number={ticket.number}
        label={t("chooseMessages")}
        chosen={chosen}
        onChange={setChosen}
      />
      {files.length > 0 && (
        <fieldset className="tk-choices">
          <legend>{t("files")}</legend>
          {files.map((one) => (
            <Checkbox
              key={one.id}
              checked={!without.includes(one.id)}
              onChange={(event) => setWithout(toggled(without, one.id, !event.target.checked))}
            >
              {one.name}
            </Checkbox>
          ))}
        </fieldset>
      )}
      {notes && (
        <Checkbox checked={agreed} onChange={(event) => setAgreed(event.target.checked)}>
          <strong>{t("sendsNotes")}</strong>
        </Checkbox>
      )}
    </TicketDialog>
  );
}

function toggled(list: string[], id: string, there: boolean): string[] {
  return there ? [...list, id] : list.filter((one) => one !== id);
}
