import { useConfirm } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayLabel, useNow, useProblemText } from "@relaydesk/ui";
import { App, Button, Input, Modal } from "antd";
import { useState } from "react";
import { type Provider, useMakeScimToken, useScimTokens, useStopScimToken } from "./api";
import { messages } from "./messages";
import { OneTimeSecret } from "./OneTimeSecret";

/** The tokens by which the provider keeps accounts and teams. */
export function ScimTokens({ provider }: { provider: Provider }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const tokens = useScimTokens(provider.id).data ?? [];
  const make = useMakeScimToken(provider.id);
  const stop = useStopScimToken(provider.id);
  const [name, setName] = useState("");
  const ask = async (id: string, label: string) => {
    const title = t("stopTitle", { name: label });
    if (!(await confirm({ title, consequence: t("stopText"), verb: t("stop") }))) return;
    stop.mutate(id, { onError: (error) => void message.error(textOf(error)) });
  };
  return (
    <section aria-label={t("scim")}>
      <h3 className="pv-part">{t("scim")}</h3>
      <p className="ri-note">{t("scimHint")}</p>
      {tokens.length === 0 && <p className="ad-muted">{t("noTokens")}</p>}
      <ul className="ri-people">
        {tokens.map((one) => (
          <li key={one.id} className="ri-line">
            <span>
              {one.name}
              <br />
              <small>
                {one.last_used_on
                  ? t("used", { date: dayLabel(one.last_used_on, locale, now) })
                  : t("neverUsed")}
              </small>
            </span>
            <Button size="small" onClick={() => void ask(one.id, one.name)}>
              {t("stop")}
            </Button>
          </li>
        ))}
      </ul>
      <div className="pv-test">
        <Input
          aria-label={t("tokenName")}
          placeholder={t("tokenName")}
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.target.value)}
        />
        <Button
          disabled={!name.trim()}
          loading={make.isPending}
          onClick={() =>
            make.mutate(name.trim(), {
              onSuccess: () => setName(""),
              onError: (error) => void message.error(textOf(error)),
            })
          }
        >
          {t("newToken")}
        </Button>
      </div>
      {make.data && (
        <Modal open title={t("tokenMade")} footer={null} closable={false} mask={{ closable: false }}>
          <OneTimeSecret lines={[{ text: make.data.token }]} onDone={() => make.reset()} />
        </Modal>
      )}
    </section>
  );
}
