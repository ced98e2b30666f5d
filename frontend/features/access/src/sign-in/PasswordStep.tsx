import { useLocale, useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { Alert, Button } from "antd";
import { KeyRound, LogIn } from "lucide-react";
import { type FormEvent, useState } from "react";
import { passkeysWork } from "../factors/webauthn";
import { type Challenge, usePasskeySignIn, usePasswordSignIn, useSignInOptions } from "./api";
import { arrivalOf } from "./arrival";
import { Card } from "./Card";
import { Field } from "./Field";
import { messages, reasonKey } from "./messages";
import { refusal } from "./problems";

interface StepProps {
  ended: boolean;
  over: boolean;
  onForgotten: () => void;
  onChallenge: (challenge: Challenge) => void;
}

/** Password, passkey or an identity provider: whatever this installation offers. */
export function PasswordStep({ ended, over, onForgotten, onChallenge }: StepProps) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const signIn = usePasswordSignIn(onChallenge);
  const options = useSignInOptions().data;
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (email.trim() && password) signIn.mutate({ email: email.trim(), password });
  };
  const failed = new URLSearchParams(location.search).get("sign_in_problem");
  return (
    <Card title={t("welcome")}>
      {ended && !signIn.error && <Alert type="info" showIcon role="status" title={t("ended")} />}
      {over && !signIn.error && <Alert type="info" showIcon role="status" title={t("challengeOver")} />}
      {failed && !signIn.error && <Alert type="error" showIcon role="alert" title={t(reasonKey(failed))} />}
      {signIn.error && <Alert type="error" showIcon role="alert" title={refusal(signIn.error, t, textOf)} />}
      {options?.password !== false && (
        <form onSubmit={submit} noValidate>
          <Field
            label={t("email")}
            type="email"
            autoComplete="username webauthn"
            autoFocus
            value={email}
            onChange={setEmail}
            fault={tried && !email.trim() && t("needEmail")}
          />
          <Field
            label={t("password")}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            fault={tried && !password && t("needPassword")}
          />
          <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
            {t("signIn")}
          </Button>
          <div className="si-row">
            <span />
            <Button type="link" size="small" onClick={onForgotten}>
              {t("forgotten")}
            </Button>
          </div>
        </form>
      )}
      <OtherWays />
    </Card>
  );
}

/** Back to the page one wanted, also after a journey to the provider. */
function withReturn(url: string): string {
  const search = new URLSearchParams(location.search);
  const wanted = arrivalOf(location.search, location.origin).next;
  for (const ours of ["sign_in_problem", "second_factor", "next"]) search.delete(ours);
  const here = `${location.pathname}${search.size > 0 ? `?${search}` : ""}`;
  return `${url}${url.includes("?") ? "&" : "?"}next=${encodeURIComponent(wanted ?? here)}`;
}

function OtherWays() {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const textOf = useProblemText();
  const options = useSignInOptions().data;
  const passkey = usePasskeySignIn();
  const providers = options?.providers ?? [];
  const passkeys = Boolean(options?.passkeys) && passkeysWork();
  if (!passkeys && providers.length === 0) return null;
  const refused = passkey.error ? refusal(passkey.error, () => t("passkeyWrong"), textOf) : null;
  const closed = passkey.isSuccess && passkey.data === null;
  return (
    <section aria-label={t("or")}>
      <p className="si-or">{t("or")}</p>
      {(refused || closed) && (
        <Alert type="warning" showIcon role="alert" title={refused ?? t("passkeyClosed")} />
      )}
      <div className="si-ways">
        {passkeys && (
          <Button
            size="large"
            block
            icon={<KeyRound size={16} aria-hidden />}
            loading={passkey.isPending}
            onClick={() => passkey.mutate()}
          >
            {t("withPasskey")}
          </Button>
        )}
        {providers.map((one) => (
          <Button
            key={one.id}
            size="large"
            block
            icon={<LogIn size={16} aria-hidden />}
            href={withReturn(one.url)}
          >
            {t("withProvider", { name: locale === "en" ? one.name_en || one.name : one.name })}
          </Button>
        ))}
      </div>
    </section>
  );
}
