import { ApiProblem } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { Alert, Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { LocaleSwitch, ThemeSwitch } from "./Appearance";
import { messages } from "./messages";
import { useSignIn } from "./session";
import "./access.css";

/** The sign-in page. */
export function SignIn() {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const textOf = useProblemText();
  const signIn = useSignIn();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const faults = { email: tried && !email.trim(), password: tried && !password };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (email.trim() && password) signIn.mutate({ email: email.trim(), password });
  };
  const refused = signIn.error instanceof ApiProblem && [400, 401, 403, 422].includes(signIn.error.status);

  return (
    <main className="access-page">
      <form className="access-card" onSubmit={submit} noValidate lang={locale}>
        <div className="access-brand">
          <img src="/desk/icon.svg" alt="" width={36} height={36} />
          <span>{t("product")}</span>
        </div>
        <h1>{t("welcome")}</h1>
        {signIn.error && (
          <Alert type="error" showIcon role="alert" title={refused ? t("wrong") : textOf(signIn.error)} />
        )}
        <label htmlFor="email">{t("email")}</label>
        <Input
          id="email"
          type="email"
          size="large"
          autoComplete="username"
          autoFocus
          value={email}
          status={faults.email ? "error" : ""}
          aria-invalid={faults.email}
          aria-describedby="email-fault"
          onChange={(event) => setEmail(event.target.value)}
        />
        <p id="email-fault" className="access-fault">
          {faults.email && t("needEmail")}
        </p>
        <label htmlFor="password">{t("password")}</label>
        <Input.Password
          id="password"
          size="large"
          autoComplete="current-password"
          value={password}
          status={faults.password ? "error" : ""}
          aria-invalid={faults.password}
          aria-describedby="password-fault"
          onChange={(event) => setPassword(event.target.value)}
        />
        <p id="password-fault" className="access-fault">
          {faults.password && t("needPassword")}
        </p>
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
          {t("signIn")}
        </Button>
        <div className="access-switches">
          <LocaleSwitch />
          <ThemeSwitch />
        </div>
      </form>
    </main>
  );
}
