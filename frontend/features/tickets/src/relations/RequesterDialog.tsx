import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Input, Modal, Select } from "antd";
import { useState } from "react";
import { useContacts } from "../create/useContacts";
import { useChange } from "./api";
import { messages } from "./correspondenceMessages";
import { useUndoable } from "./useUndoable";

/** Gives a ticket to another requester, for a reason that stands in its history. */
export default function RequesterDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const t = useMessages(messages);
  const { say, refused } = useUndoable();
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
  const save = () =>
    change.mutate(
      { method: "PUT", path: "/requester", body: { requester_id: chosen, reason } },
      {
        onSuccess: () => {
          onClose();
          say(t("changed"));
        },
        onError: refused,
      },
    );
  return (
    <Modal
      open
      title={t("requesterTitle")}
      okText={t("change")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: !chosen || !reason.trim() }}
      confirmLoading={change.isPending}
      onOk={save}
      onCancel={onClose}
    >
      <div className="tk-form">
        <p>{t("requesterWhat")}</p>
        <Select
          showSearch
          autoFocus
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
        <Input
          aria-label={t("reason")}
          placeholder={t("reason")}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </Modal>
  );
}
