import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { useNow, weekdayTime } from "@relaydesk/ui";
import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { useChange } from "./api";
import { Labelled } from "./LineForm";
import { messages } from "./messages";
import { snoozeChoices } from "./snoozing";
import { TicketDialog } from "./TicketDialog";
import { useSending } from "./useSending";
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
  const now = useNow();
  const { done } = useUndoable();
  const change = useChange(ticket.number);
  const { busy, fault, send } = useSending();
  const [own, setOwn] = useState("");
  const [choices] = useState(() => snoozeChoices(new Date()));
  const past = own !== "" && new Date(own).getTime() <= now;
  const snooze = (until: Date | null) =>
    send(async () => {
      await change.mutateAsync({
        method: "PUT",
        path: "/snooze",
        body: { until: until?.toISOString() ?? null },
      });
      onClose();
      done(t("snoozed"), () => change.mutateAsync({ method: "DELETE", path: "/snooze" }));
    });
  return (
    <TicketDialog title={t("snoozeTitle")} onClose={onClose}>
      {choices.map(({ id, until }) => (
        <Button key={id} block className="tk-choice" onClick={() => void snooze(until)} disabled={busy}>
          <span>{t(NAMES[id])}</span>
          <small>{weekdayTime(until.toISOString(), locale, now)}</small>
        </Button>
      ))}
      <Button block className="tk-choice" onClick={() => void snooze(null)} disabled={busy}>
        {t("snoozeUntilAnswer")}
      </Button>
      <div className="tk-own">
        <Labelled label={t("snoozeOwn")} fault={past && t("snoozePast")}>
          <Input
            type="datetime-local"
            value={own}
            status={past ? "error" : ""}
            onChange={(event) => setOwn(event.target.value)}
          />
        </Labelled>
        <Button type="primary" disabled={!own || past || busy} onClick={() => void snooze(new Date(own))}>
          {t("snoozeSet")}
        </Button>
      </div>
      {fault && <Alert type="error" showIcon role="alert" title={fault} />}
      <p className="tk-quiet">{t("snoozeHint")}</p>
    </TicketDialog>
  );
}
