import { useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading, useProblemText } from "@relaydesk/ui";
import { App, Button } from "antd";
import { ArrowLeft } from "lucide-react";
import { type Settings, useSettings, useSettingsPatch } from "./api";
import { KindsTable } from "./KindsTable";
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
  return (
    <section className="nt-part">
      <h2>{t("kindsTitle")}</h2>
      <KindsTable
        kinds={settings.kinds}
        onChange={(key, channels) => onChange({ channels: { [key]: channels } })}
      />
    </section>
  );
}
