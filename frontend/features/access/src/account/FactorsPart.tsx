import { useConfirm } from "@relaydesk/admin-kit";
import { ApiProblem } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, ErrorState, Loading, useNow, useProblemText } from "@relaydesk/ui";
import { App, Button, Modal } from "antd";
import { KeyRound, Smartphone } from "lucide-react";
import { useState } from "react";
import { type Enrolled, type Factor, useFactors, useNewRecoveryCodes, useRemoveFactor } from "../factors/api";
import { messages as factorMessages } from "../factors/messages";
import { PasskeyEnrolment } from "../factors/PasskeyEnrolment";
import { isCancelled } from "../factors/proof";
import { RecoveryCodes } from "../factors/RecoveryCodes";
import { TotpEnrolment } from "../factors/TotpEnrolment";
import { messages } from "./messages";
import { Part } from "./Part";

type Adding = "totp" | "passkey" | null;

/** Authenticator apps, passkeys and recovery codes. */
export function FactorsPart() {
  const t = useMessages(messages);
  const f = useMessages(factorMessages);
  const { message } = App.useApp();
  const { data, error, refetch } = useFactors();
  const [adding, setAdding] = useState<Adding>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const done = (enrolled: Enrolled) => {
    setAdding(null);
    message.success(t("factorAdded"));
    if (enrolled.recovery_codes.length) setCodes(enrolled.recovery_codes);
  };
  const factors = data?.factors ?? [];
  return (
    <Part
      title={t("factors")}
      hint={t("factorsHint")}
      actions={
        <>
          <Button icon={<Smartphone size={14} aria-hidden />} onClick={() => setAdding("totp")}>
            {t("addTotp")}
          </Button>
          <Button icon={<KeyRound size={14} aria-hidden />} onClick={() => setAdding("passkey")}>
            {t("addPasskey")}
          </Button>
        </>
      }
    >
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading rows={2} />}
      {data && factors.length === 0 && <p className="ac-note">{t("noFactors")}</p>}
      <ul className="ac-list">
        {factors.map((factor) => (
          <FactorLine key={factor.id} factor={factor} />
        ))}
      </ul>
      {data && factors.length > 0 && <RecoveryLine left={data.recovery_codes_left} onCodes={setCodes} />}
      {adding && (
        <Modal
          open
          title={f(adding === "totp" ? "totp" : "addPasskey")}
          footer={null}
          width={440}
          onCancel={() => setAdding(null)}
        >
          {adding === "totp" ? <TotpEnrolment onDone={done} /> : <PasskeyEnrolment onDone={done} />}
        </Modal>
      )}
      {codes && (
        <Modal
          open
          title={f("codesTitle")}
          footer={null}
          width={440}
          mask={{ closable: false }}
          closable={false}
          keyboard={false}
        >
          <RecoveryCodes codes={codes} onSaved={() => setCodes(null)} />
        </Modal>
      )}
    </Part>
  );
}

function FactorLine({ factor }: { factor: Factor }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const remove = useRemoveFactor();
  const Icon = factor.kind === "totp" ? Smartphone : KeyRound;
  const kind = t(factor.kind === "totp" ? "totp" : "passkey");
  const name = factor.name || kind;
  const ask = async () => {
    const verb = t("remove");
    if (!(await confirm({ title: t("removeFactor", { name }), consequence: t("removeFactorText"), verb })))
      return;
    remove.mutate(factor.id, {
      onError: (error) => {
        if (isCancelled(error)) return;
        message.error(
          error instanceof ApiProblem && error.status === 409 ? t("lastFactor") : textOf(error),
          6,
        );
      },
    });
  };
  return (
    <li>
      <Icon size={18} aria-hidden />
      <span className="ac-what">
        {name}
        <small>
          {name !== kind && `${kind} · `}
          {t("added", { date: dayTime(factor.created_at, locale, now) })} ·{" "}
          {factor.last_used_at
            ? t("used", { date: dayTime(factor.last_used_at, locale, now) })
            : t("neverUsed")}
        </small>
      </span>
      <Button size="small" loading={remove.isPending} onClick={() => void ask()}>
        {t("remove")}
      </Button>
    </li>
  );
}

function RecoveryLine({ left, onCodes }: { left: number; onCodes: (codes: string[]) => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const renew = useNewRecoveryCodes();
  const ask = async () => {
    const question = { title: t("newCodesTitle"), consequence: t("newCodesText"), verb: t("newCodes") };
    if (left > 0 && !(await confirm(question))) return;
    renew.mutate(undefined, {
      onSuccess: (made) => onCodes(made.recovery_codes),
      onError: (error) => !isCancelled(error) && message.error(textOf(error)),
    });
  };
  return (
    <div className="ac-list">
      <p className="ac-note">
        {left > 0 ? t("recoveryLeft", { n: left }) : t("recoveryNone")}{" "}
        <Button size="small" loading={renew.isPending} onClick={() => void ask()}>
          {t("newCodes")}
        </Button>
      </p>
    </div>
  );
}
