import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, useNow, useProblemText } from "@relaydesk/ui";
import { Alert, App, Button, Input } from "antd";
import { CircleCheck, CircleX } from "lucide-react";
import { useState } from "react";
import { type Provider, useSynchronise, useTestProvider } from "./api";
import { messages } from "./messages";

/** Tries the provider out and says step by step what works and what does not. */
export function TestPanel({ provider }: { provider: Provider }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const [login, setLogin] = useState("");
  const test = useTestProvider(provider.id);
  const compare = useSynchronise(provider.id);
  const directory = provider.kind === "ldap";
  return (
    <section aria-label={t("test")}>
      <h3 className="pv-part">{t("test")}</h3>
      <p className="ri-note">{t("testSavedOnly")}</p>
      <div className="pv-test">
        {directory && (
          <Input
            aria-label={t("testLogin")}
            placeholder={t("testLogin")}
            value={login}
            onChange={(event) => setLogin(event.target.value)}
          />
        )}
        <Button loading={test.isPending} onClick={() => test.mutate(login.trim())}>
          {t("test")}
        </Button>
        {directory && provider.enabled && (
          <Button
            loading={compare.isPending}
            onClick={() =>
              compare.mutate(undefined, {
                onSuccess: () => void message.success(t("queued")),
                onError: (error) => void message.error(textOf(error)),
              })
            }
          >
            {t("synchronise")}
          </Button>
        )}
      </div>
      {provider.synchronised_at && (
        <p className="ri-note">
          {t("synchronisedAt", { date: dayTime(provider.synchronised_at, locale, now) })}
        </p>
      )}
      {test.error && <Alert type="error" showIcon role="alert" title={textOf(test.error)} />}
      {test.data && (
        <div role="status">
          <ul className="pv-findings">
            {test.data.findings.map((one) => (
              <li key={one.step} className={one.ok ? "pv-ok" : "pv-bad"}>
                {one.ok ? <CircleCheck size={15} aria-hidden /> : <CircleX size={15} aria-hidden />}
                {locale === "en" ? one.text_en : one.text}
              </li>
            ))}
          </ul>
          <strong className={test.data.ok ? "pv-ok" : "pv-bad"}>
            {t(test.data.ok ? "testOk" : "testBad")}
          </strong>
        </div>
      )}
    </section>
  );
}
