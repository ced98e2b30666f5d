import { ApiProblem } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading, useProblemText } from "@relaydesk/ui";
import { Alert, Button, Input, QRCode } from "antd";
import { type FormEvent, useEffect, useEffectEvent, useId, useState } from "react";
import { type Enrolled, type TotpBegun, useBeginTotp, useConfirmTotp } from "./api";
import { CopyButton } from "./CopyButton";
import { messages } from "./messages";
import "./factors.css";

/** Sets up an authenticator app: scan, type one code, done. */
export function TotpEnrolment({ onDone }: { onDone: (enrolled: Enrolled) => void }) {
  const { mutate, data, error } = useBeginTotp();
  const begin = useEffectEvent(() => mutate());
  useEffect(() => begin(), []);
  if (error) return <ErrorState error={error} onRetry={() => mutate()} />;
  return data ? <Scan begun={data} onDone={onDone} /> : <Loading rows={4} />;
}

function Scan({ begun, onDone }: { begun: TotpBegun; onDone: (enrolled: Enrolled) => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const id = useId();
  const confirm = useConfirmTotp();
  const [code, setCode] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim())
      confirm.mutate({ id: begun.id, code: code.trim(), name: t("totp") }, { onSuccess: onDone });
  };
  const wrong =
    confirm.error instanceof ApiProblem && [400, 401, 403, 409, 422].includes(confirm.error.status);
  return (
    <form onSubmit={submit} noValidate>
      <p>{t("scan")}</p>
      <div className="fc-qr" role="img" aria-label={t("qr")}>
        <span aria-hidden>
          <QRCode
            type="svg"
            value={begun.otpauth_url}
            size={184}
            bordered={false}
            color="#000"
            bgColor="#fff"
          />
        </span>
      </div>
      <a className="fc-open" href={begun.otpauth_url}>
        {t("open")}
      </a>
      <p className="fc-hint">{t("manual")}</p>
      <div className="fc-secret">
        <code>{begun.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
        <CopyButton text={begun.secret} />
      </div>
      {confirm.error && (
        <Alert type="error" showIcon role="alert" title={wrong ? t("wrongCode") : textOf(confirm.error)} />
      )}
      <label htmlFor={id}>{t("confirmLabel")}</label>
      <Input
        id={id}
        size="large"
        className="si-code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <div className="fc-acts">
        <Button
          type="primary"
          htmlType="submit"
          loading={confirm.isPending}
          disabled={code.trim().length < 6}
        >
          {t("confirm")}
        </Button>
      </div>
    </form>
  );
}
