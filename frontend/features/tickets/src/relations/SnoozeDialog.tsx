import type { Ticket } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Alert } from "antd";
import { useChange } from "./api";
import { messages } from "./messages";
import { SnoozeChoices } from "./SnoozeChoices";
import { TicketDialog } from "./TicketDialog";
import { useSending } from "./useSending";
import { useUndoable } from "./useUndoable";

interface DialogProps {
  ticket: Ticket;
  onClose: () => void;
}

/** Puts a ticket to sleep until an instant, or until the requester answers. */
export default function SnoozeDialog({ ticket, onClose }: DialogProps) {
  const t = useMessages(messages);
  const { done } = useUndoable();
  const change = useChange(ticket.number);
  const { busy, fault, send } = useSending();
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
      <SnoozeChoices busy={busy} onPick={(until) => void snooze(until)} />
      {fault && <Alert type="error" showIcon role="alert" title={fault} />}
      <p className="tk-quiet">{t("snoozeHint")}</p>
    </TicketDialog>
  );
}
