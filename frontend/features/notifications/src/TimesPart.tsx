import { useMessages } from "@relaydesk/i18n";
import { clockOf } from "@relaydesk/ui";
import { Input } from "antd";
import { useState } from "react";
import type { Settings, SettingsPatch } from "./api";
import { messages } from "./messages";

export type Change = (body: SettingsPatch) => void;

const DIGESTS = ["each", "hourly", "daily"] as const;
const NIGHT = { from: "22:00", until: "08:00" };

/** When mails and pushes leave: digests, quiet hours and what may break through. */
export function TimesPart({ settings, onChange }: { settings: Settings; onChange: Change }) {
  const t = useMessages(messages);
  return (
    <section className="nt-part">
      <h2>{t("whenTitle")}</h2>
      <p className="nt-hint">{t("zone", { zone: settings.timezone })}</p>
      <div className="nt-field">
        <label htmlFor="nt-digest">{t("digest")}</label>
        <select
          id="nt-digest"
          value={settings.digest}
          onChange={(event) => onChange({ digest: event.target.value as Settings["digest"] })}
        >
          {DIGESTS.map((one) => (
            <option key={one} value={one}>
              {t(one)}
            </option>
          ))}
        </select>
        {settings.digest === "daily" && (
          <Clock
            key={settings.daily_at}
            label={t("dailyAt")}
            value={settings.daily_at}
            onTime={(daily_at) => onChange({ daily_at })}
          />
        )}
        <span className="nt-hint">{t("mailTo", { email: settings.email })}</span>
      </div>
      <Quiet settings={settings} onChange={onChange} />
      <label className="nt-field">
        <input
          type="checkbox"
          checked={settings.breaks_through}
          onChange={(event) => onChange({ breaks_through: event.target.checked })}
        />
        {t("breaks")}
      </label>
    </section>
  );
}

function Quiet({ settings, onChange }: { settings: Settings; onChange: Change }) {
  const t = useMessages(messages);
  const { quiet_from, quiet_until } = settings;
  const on = quiet_from !== null && quiet_until !== null;
  return (
    <fieldset className="nt-field">
      <legend className="rd-hidden">{t("quiet")}</legend>
      <label>
        <input
          type="checkbox"
          checked={on}
          onChange={() =>
            onChange({ quiet_from: on ? null : NIGHT.from, quiet_until: on ? null : NIGHT.until })
          }
        />
        {t("quiet")}
      </label>
      {on && (
        <>
          <Clock
            key={`from ${quiet_from}`}
            label={t("from")}
            value={quiet_from}
            onTime={(time) => onChange({ quiet_from: time })}
          />
          <Clock
            key={`until ${quiet_until}`}
            label={t("until")}
            value={quiet_until}
            onTime={(time) => onChange({ quiet_until: time })}
          />
        </>
      )}
      <span className="nt-hint">{t("quietHint")}</span>
    </fieldset>
  );
}

interface ClockProps {
  label: string;
  value: string;
  onTime: (time: string) => void;
}

/** A time of day; told when one leaves the field, not with each key. */
function Clock({ label, value, onTime }: ClockProps) {
  const [typed, setTyped] = useState(value);
  return (
    <label>
      {label}
      <Input
        className="nt-clock"
        inputMode="numeric"
        maxLength={5}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          const time = clockOf(typed);
          setTyped(time ?? value);
          if (time && time !== value) onTime(time);
        }}
      />
    </label>
  );
}
