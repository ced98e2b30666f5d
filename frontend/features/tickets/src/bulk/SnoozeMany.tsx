import { useMessages } from "@relaydesk/i18n";
import { SnoozeChoices } from "../relations/SnoozeChoices";
import { TicketDialog } from "../relations/TicketDialog";
import type { ManyProps } from "./many";
import { messages } from "./manyMessages";

/** Puts the selected tickets to sleep. */
export default function SnoozeMany({ count, busy, onPick, onClose }: ManyProps) {
  const t = useMessages(messages);
  return (
    <TicketDialog title={t("snoozeTitle", { n: count })} onClose={onClose}>
      <SnoozeChoices
        busy={busy}
        onPick={(until) => onPick({ snooze: { until: until?.toISOString() ?? null } })}
      />
    </TicketDialog>
  );
}
