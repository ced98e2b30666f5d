import { useLocale, useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading, useProblemText } from "@relaydesk/ui";
import { App, Button } from "antd";
import { ArrowLeft } from "lucide-react";
import { CHANNELS, type Channel, type Settings, useSettings, useSettingsPatch } from "./api";
import { messages } from "./messages";
import { PushPart } from "./PushPart";
import { type Change, TimesPart } from "./TimesPart";
import "./notices.css";

/** 我的通知: which event reaches one by which way, when, and in which browsers. */
export default function SettingsPage({ onBack }: { onBack: () => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const query = useSettings();
  const patch = useSettingsPatch();
  const change: Change = (body) =>
    patch.mutate(body, { onError: (error) => message.error(t("failed") + textOf(error), 6) });
  const settings = query.data;
  return (
    <main className="nt-page">
      <header className="nt-head">
        <Button
          type="text"
          icon={<ArrowLeft size={16} aria-hidden />}
          aria-label={t("back")}
          title={t("back")}
          onClick={onBack}
        />
        <h1>{t("mine")}</h1>
      </header>
      {query.isPending && <Loading rows={8} />}
      {query.error && !settings && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {settings && (
        <>
          <KindsPart settings={settings} onChange={change} />
          <TimesPart settings={settings} onChange={change} />
          <PushPart browsers={settings.browsers} />
        </>
      )}
    </main>
  );
}

function KindsPart({ settings, onChange }: { settings: Settings; onChange: Change }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const toggle = (key: string, now: Channel[], channel: Channel) =>
    onChange({
      channels: {
        [key]: now.includes(channel) ? now.filter((one) => one !== channel) : [...now, channel],
      },
    });
  return (
    <section className="nt-part">
      <h2>{t("kindsTitle")}</h2>
      <table className="nt-table">
        <thead>
          <tr>
            <th scope="col">{t("kind")}</th>
            {CHANNELS.map((channel) => (
              <th key={channel} scope="col">
                {t(channel)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {settings.kinds.map((kind) => {
            const name = locale === "en" ? kind.name_en : kind.name;
            return (
              <tr key={kind.key}>
                <th scope="row">{name}</th>
                {CHANNELS.map((channel) => (
                  <td key={channel}>
                    <label className="nt-tick">
                      <input
                        type="checkbox"
                        aria-label={t("via", { kind: name, channel: t(channel) })}
                        checked={kind.channels.includes(channel)}
                        onChange={() => toggle(kind.key, kind.channels, channel)}
                      />
                    </label>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
