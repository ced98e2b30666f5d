import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { Alert, Button } from "antd";
import { type FormEvent, useState } from "react";
import { isCancelled } from "../factors/proof";
import { usePasswordRules } from "../sign-in/api";
import { Field } from "../sign-in/Field";
import { messages } from "../sign-in/messages";
import { DEFAULT_RULES, passwordFault, rulesText } from "../sign-in/passwords";
import "../sign-in/sign-in.css";
import "../access.css";
import { useChangePassword } from "./api";

/** A new password, typed twice; the current one is asked by the proof where it is needed. */
export function NewPasswordForm({ onDone, onCancel }: { onDone: () => void; onCancel?: () => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const rules = usePasswordRules().data ?? DEFAULT_RULES;
  const change = useChangePassword();
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (password && password === again) change.mutate(password, { onSuccess: onDone });
  };
  const fault = passwordFault(change.error, rules, t);
  const refused = change.error && !fault && !isCancelled(change.error);
  return (
    <form className="ac-form" onSubmit={submit} noValidate>
      {refused && <Alert type="error" showIcon role="alert" title={textOf(change.error)} />}
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
        fault={tried && password !== again && t("repeatWrong")}
      />
      <div className="ac-acts">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t("save")}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t("cancel")}</Button>}
      </div>
    </form>
  );
}
