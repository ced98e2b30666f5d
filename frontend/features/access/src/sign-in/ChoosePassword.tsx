import { ApiProblem } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { Alert, Button } from "antd";
import { type FormEvent, useState } from "react";
import { type Ticketed, useFinish, usePasswordRules } from "./api";
import { Card } from "./Card";
import { Field } from "./Field";
import { messages } from "./messages";
import { DEFAULT_RULES, passwordFault, rulesText } from "./passwords";

/** The page behind the link of an invitation or of a forgotten password. */
export default function ChoosePassword({ kind, token }: { kind: Ticketed; token: string }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const finish = useFinish(kind);
  const rules = usePasswordRules().data ?? DEFAULT_RULES;
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (password && password === again) finish.mutate({ token, password });
  };
  if (finish.isSuccess)
    return (
      <Card title={t("done")} hint={t("doneHint")}>
        <Button type="primary" size="large" block href="/desk/">
          {t("toSignIn")}
        </Button>
      </Card>
    );
  const dead = finish.error instanceof ApiProblem && [404, 409, 410].includes(finish.error.status);
  if (dead || !token)
    return (
      <Card title={t("linkDead")} hint={t("linkDeadHint")}>
        <Button size="large" block href="/desk/">
          {t("back")}
        </Button>
      </Card>
    );
  const fault = passwordFault(finish.error, rules, t);
  return (
    <Card title={t(kind === "reset" ? "chooseTitle" : "inviteTitle")}>
      {finish.error && !fault && <Alert type="error" showIcon role="alert" title={textOf(finish.error)} />}
      <form onSubmit={submit} noValidate>
        <Field
          label={t("newPassword")}
          type="password"
          autoComplete="new-password"
          autoFocus
          value={password}
          onChange={setPassword}
          hint={rulesText(rules, t)}
          fault={(tried && !password && t("needPassword")) || fault}
        />
        <Field
          label={t("repeat")}
          type="password"
          autoComplete="new-password"
          value={again}
          onChange={setAgain}
          fault={tried && again !== password && t("repeatWrong")}
        />
        <Button type="primary" htmlType="submit" size="large" block loading={finish.isPending}>
          {t("save")}
        </Button>
      </form>
    </Card>
  );
}
