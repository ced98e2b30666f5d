import { useMessages } from "@relaydesk/i18n";
import { DateField, Dialog } from "@relaydesk/ui";
import { Button, Space } from "antd";
import { useState } from "react";
import { messages } from "./messages";

interface ScheduleProps {
  onClose: () => void;
  /** An instant in RFC 3339. */
  onChoose: (at: string) => void;
}

/** The value of a `datetime-local` field, in the reader's own time. */
export function localValue(date: Date): string {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

function morning(daysAhead: number): Date {
  const date = new Date();
  date.setDate(date.getDate() + daysAhead);
  date.setHours(9, 0, 0, 0);
  return date;
}

/** When a reply is to be sent: three usual times, or any. */
export default function ScheduleDialog({ onClose, onChoose }: ScheduleProps) {
  const t = useMessages(messages);
  const [value, setValue] = useState(() => localValue(morning(1)));
  const chosen = new Date(value);
  const good = chosen.getTime() > Date.now();
  const toMonday = (8 - new Date().getDay()) % 7 || 7;
  const usual = [
    { label: t("inOneHour"), date: () => new Date(Date.now() + 3_600_000) },
    { label: t("tomorrowMorning"), date: () => morning(1) },
    { label: t("mondayMorning"), date: () => morning(toMonday) },
  ];
  return (
    <Dialog
      width={420}
      title={t("scheduleTitle")}
      okText={t("scheduleTitle")}
      okButtonProps={{ disabled: !good }}
      onOk={() => onChoose(chosen.toISOString())}
      onClose={onClose}
    >
      <p className="tk-hint">{t("scheduleHint")}</p>
      <Space wrap>
        {usual.map(({ label, date }) => (
          <Button key={label} size="small" onClick={() => setValue(localValue(date()))}>
            {label}
          </Button>
        ))}
      </Space>
      <label className="tk-schedule">
        {t("scheduleAt")}
        <DateField time value={value} min={localValue(new Date())} onChange={setValue} />
      </label>
      {!good && <p role="alert">{t("past")}</p>}
    </Dialog>
  );
}
