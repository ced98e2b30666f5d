import { useLocale, useMessages } from "@relaydesk/i18n";
import { shortTime, useNow, useProblemText } from "@relaydesk/ui";
import { App, Button } from "antd";
import { useState } from "react";
import { type PushBrowser, useRefreshSettings } from "./api";
import { messages } from "./messages";
import { canPush, ownBrowser, subscribe, unsubscribe } from "./push";

/** Browsers that take pushes; this one can be added where the browser knows how. */
export function PushPart({ browsers }: { browsers: PushBrowser[] }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const refresh = useRefreshSettings();
  const [busy, setBusy] = useState(false);
  const own = ownBrowser();
  const here = browsers.find((one) => one.id === own);

  const act = async (work: () => Promise<boolean | undefined>) => {
    setBusy(true);
    try {
      if ((await work()) === false) message.warning(t("pushDenied"), 6);
    } catch (error) {
      message.error(t("failed") + textOf(error), 6);
    } finally {
      setBusy(false);
      void refresh();
    }
  };
  const remove = (id: string) => act(() => unsubscribe(id).then(() => undefined));
  return (
    <section className="nt-part">
      <h2>{t("pushTitle")}</h2>
      <p className="nt-hint">{canPush() ? t("pushHint") : t("pushUnsupported")}</p>
      {browsers.length === 0 && <p className="nt-hint">{t("pushNone")}</p>}
      <ul className="nt-browsers">
        {browsers.map((browser) => (
          <li key={browser.id}>
            <span>
              {browser.device || t("device")}
              {browser.id === own && <strong> · {t("pushHere")}</strong>}
              <span className="nt-hint">
                {" "}
                {browser.host} · {t("since", { date: shortTime(browser.created_at, locale, now) })}
              </span>
            </span>
            <Button size="small" disabled={busy} onClick={() => void remove(browser.id)}>
              {browser.id === own ? t("pushOff") : t("remove")}
            </Button>
          </li>
        ))}
      </ul>
      {canPush() && !here && (
        <Button type="primary" loading={busy} onClick={() => void act(subscribe)}>
          {t("pushOn")}
        </Button>
      )}
    </section>
  );
}
