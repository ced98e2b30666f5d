import { useMessages } from "@relaydesk/i18n";
import { Modal } from "antd";
import { SnoozeChoices } from "../relations/SnoozeChoices";
import type { ManyProps } from "./many";
import { messages } from "./manyMessages";
import "../relations/relations.css";

/** Puts the selected tickets to sleep. */
export default function SnoozeMany({ count, busy, onPick, onClose }: ManyProps) {
  const t = useMessages(messages);
  return (
    <Modal open title={t("snoozeTitle", { n: count })} footer={null} onCancel={onClose}>
      <SnoozeChoices
        busy={busy}
        onPick={(until) => onPick({ snooze: { until: until?.toISOString() ?? null } })}
      />
    </Modal>
  );
}
