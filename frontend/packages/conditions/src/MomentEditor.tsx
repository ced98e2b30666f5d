import { useMessages } from "@relaydesk/i18n";
import { DateField } from "@relaydesk/ui";
import { Checkbox } from "antd";
import { useState } from "react";
import { messages } from "./messages";
import { localOf, momentOf } from "./moments";

interface MomentProps {
  value: unknown;
  onChange: (value: unknown) => void;
}

/** A day, or an instant. */
export function MomentEditor({ value, onChange }: MomentProps) {
  const t = useMessages(messages);
  const text = typeof value === "string" ? value : "";
  const [exact, setExact] = useState(text.length > 10);
  return (
    <>
      <DateField
        className="cb-native"
        time={exact}
        aria-label={exact ? t("time") : t("date")}
        min={exact ? "1970-01-01T00:00" : "1970-01-01"}
        max={exact ? "2199-12-31T23:59" : "2199-12-31"}
        value={localOf(text, exact)}
        onChange={(local) => onChange(momentOf(local))}
      />
      <Checkbox
        checked={exact}
        onChange={(event) => {
          setExact(event.target.checked);
          const day = localOf(text, false);
          onChange(day ? momentOf(event.target.checked ? `${day}T00:00` : day) : undefined);
        }}
      >
        {t("withTime")}
      </Checkbox>
    </>
  );
}
