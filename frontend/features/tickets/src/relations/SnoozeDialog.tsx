import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { fullTime } from "@relaydesk/ui";
import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { useChange } from "./api";
import { messages } from "./messages";
import { snoozeChoices } from "./snoozing";
import { useUndoable } from "./useUndoable";

const NAMES = { hour: "snoozeHour", tomorrow: "snoozeTomorrow", monday: "snoozeMonday" } as const;

interface DialogProps {
  ticket: Ticket;
  onClose: () => void;
}

/** Puts a ticket to sleep until an instant, or until the requester answers. */
export default function SnoozeDialog({ ticket, onClose }: DialogProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { done, refused } = useUndoable();
  const change = useChange(ticket.number);
  const [own, setOwn] = useState("");
  const [choices] = useState(() => snoozeChoices(new Date()));
  const snooze = (until: Date | null) =>
    change.mutate(
      { method: "PUT", path: "/snooze", body: { until: until?.toISOString() ?? null } },
      {
        onSuccess: () => {
          onClose();
          done(t("snoozed"), () => change.mutateAsync({ method: "DELETE", path: "/snooze" }));
        },
        onError: refused,
      },
    );
  return (
    <Modal open title={t("snoozeTitle")} footer={null} onCancel={onClose}>
      <div className="tk-form">
        {choices.map(({ id, until }) => (
          <Button key={id} block onClick={() => snooze(until)} disabled={change.isPending}>
            {t(NAMES[id])} · {fullTime(until.toISOString(), locale)}
          </Button>
        ))}
        <Button block onClick={() => snooze(null)} disabled={change.isPending}>
          {t("snoozeUntilAnswer")}
        </Button>
        <div className="tk-line">
          <Input
            type="datetime-local"
            aria-label={t("snoozeOwn")}
            value={own}
            onChange={(event) => setOwn(event.target.value)}
          />
          <Button disabled={!own || change.isPending} onClick={() => snooze(new Date(own))}>
            {t("snoozeSet")}
          </Button>
        </div>
        <p className="tk-quiet">{t("snoozeHint")}</p>
      </div>
    </Modal>
  );
}
