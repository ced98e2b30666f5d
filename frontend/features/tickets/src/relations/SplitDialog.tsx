import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, Loading, useNow } from "@relaydesk/ui";
import { Checkbox, Input, Modal } from "antd";
import { useState } from "react";
import { useTimeline } from "../api/timeline";
import { useChange } from "./api";
import { messages } from "./messages";
import { useUndoable } from "./useUndoable";

interface DialogProps {
  ticket: Ticket;
  onClose: () => void;
  onOpen: (number: string) => void;
}

/** Makes a ticket of its own out of messages of this one. */
export default function SplitDialog({ ticket, onClose, onOpen }: DialogProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const { say, refused } = useUndoable();
  const change = useChange(ticket.number);
  const { items, isPending, hasNextPage } = useTimeline(ticket.number);
  const [chosen, setChosen] = useState<string[]>([]);
  const [subject, setSubject] = useState(ticket.subject);
  // The message that opened the ticket stays with it; it is the oldest one, once everything is read.
  const all = items.flatMap((item) => (item.message ? [item.message] : []));
  const movable = hasNextPage ? all : all.slice(1);
  const split = () =>
    change.mutate(
      { method: "POST", path: "/split", body: { message_ids: chosen, subject } },
      {
        onSuccess: (made) => {
          onClose();
          say(t("splitDone", { number: made.number }));
          onOpen(made.number);
        },
        onError: refused,
      },
    );
  return (
    <Modal
      open
      title={t("splitTitle")}
      okText={t("create")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: chosen.length === 0 || !subject.trim() }}
      confirmLoading={change.isPending}
      onOk={split}
      onCancel={onClose}
    >
      <div className="tk-form">
        <Input
          aria-label={t("splitSubject")}
          value={subject}
          maxLength={500}
          onChange={(event) => setSubject(event.target.value)}
        />
        {isPending && <Loading />}
        <fieldset className="tk-choices">
          <legend>{t("splitChoose")}</legend>
          {movable.length === 0 && <p>–</p>}
          {movable.map((one) => (
            <Checkbox
              key={one.id}
              checked={chosen.includes(one.id)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))
              }
            >
              {one.author.name} · {dayTime(one.created_at, locale, now)} · {one.body_text.slice(0, 60)}
            </Checkbox>
          ))}
        </fieldset>
      </div>
    </Modal>
  );
}
