import { useLocale, useMessages } from "@relaydesk/i18n";
import { DateField, useNow, useUnsent, weekdayTime } from "@relaydesk/ui";
import { Button } from "antd";
import { useState } from "react";
import { Labelled } from "./LineForm";
import { messages } from "./messages";
import { snoozeChoices } from "./snoozing";

const NAMES = { hour: "snoozeHour", tomorrow: "snoozeTomorrow", monday: "snoozeMonday" } as const;

interface ChoicesProps {
  busy: boolean;
  /** `null`: until the requester answers. */
  onPick: (until: Date | null) => void;
}

/** Until when something is to sleep. */
export function SnoozeChoices({ busy, onPick }: ChoicesProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const [own, setOwn] = useState("");
  const [choices] = useState(() => snoozeChoices(new Date()));
  useUnsent(own !== "");
  const past = own !== "" && new Date(own).getTime() <= now;
  return (
    <>
      {choices.map(({ id, until }) => (
        <Button key={id} block className="tk-choice" onClick={() => onPick(until)} disabled={busy}>
          <span>{t(NAMES[id])}</span>
          <small>{weekdayTime(until.toISOString(), locale, now)}</small>
        </Button>
      ))}
      <Button block className="tk-choice" onClick={() => onPick(null)} disabled={busy}>
        {t("snoozeUntilAnswer")}
      </Button>
      <div className="tk-own">
        <Labelled label={t("snoozeOwn")} fault={past && t("snoozePast")}>
          <DateField time value={own} status={past ? "error" : ""} onChange={setOwn} />
        </Labelled>
        <Button type="primary" disabled={!own || past || busy} onClick={() => onPick(new Date(own))}>
          {t("snoozeSet")}
        </Button>
      </div>
    </>
  );
}
