import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Input, Select } from "antd";
import { useState } from "react";
import { useContacts } from "../create/useContacts";
import { useChange } from "./api";
import { messages } from "./correspondenceMessages";
import { Labelled } from "./LineForm";
import { TicketDialog } from "./TicketDialog";
import { useUndoable } from "./useUndoable";

/** Gives a ticket to another requester, for a reason that stands in its history. */
export default function RequesterDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const t = useMessages(messages);
  const { say } = useUndoable();
  const change = useChange(ticket.number);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const contacts = useContacts(text);
  const options = (contacts.data ?? []).map((one) => ({
    value: one.id,
    label: [one.name, one.phone, one.email].filter(Boolean).join(" · "),
    disabled: one.id === ticket.requester?.id,
  }));
  const save = async () => {
    await change.mutateAsync({ method: "PUT", path: "/requester", body: { requester_id: chosen, reason } });
    onClose();
    say(t("changed"));
  };
  return (
    <TicketDialog
      title={t("requesterTitle")}
      verb={t("change")}
      ready={Boolean(chosen) && Boolean(reason.trim())}
      unsent={Boolean(reason.trim())}
      onSend={save}
      onClose={onClose}
    >
      <p>{t("requesterWhat")}</p>
      <Labelled label={t("newRequester")}>
        <Select
          showSearch
          aria-label={t("newRequester")}
          placeholder={t("findContact")}
          value={chosen}
          filterOption={false}
          onSearch={setText}
          loading={contacts.isFetching}
          notFoundContent={text.trim() && contacts.isFetched ? t("nobodyFound") : null}
          options={options}
          onChange={setChosen}
        />
      </Labelled>
      <Labelled label={t("reason")}>
        <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Labelled>
    </TicketDialog>
  );
}
