import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { Alert, Button } from "antd";
import { type FormEvent, useState } from "react";
import { useAskReset } from "./api";
import { Card } from "./Card";
import { Field } from "./Field";
import { messages } from "./messages";

/** Asks for a link by mail. Says the same whether the account exists or not. */
export function ForgottenPassword({ onBack }: { onBack: () => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const ask = useAskReset();
  const [email, setEmail] = useState("");
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (email.trim()) ask.mutate(email.trim());
  };
  return (
    <Card
      title={ask.isSuccess ? t("sentTitle") : t("forgottenTitle")}
      hint={ask.isSuccess ? t("sent", { email: email.trim() }) : t("forgottenHint")}
    >
      {ask.error && <Alert type="error" showIcon role="alert" title={textOf(ask.error)} />}
      {!ask.isSuccess && (
        <form onSubmit={submit} noValidate>
          <Field
            label={t("email")}
            type="email"
            autoComplete="username"
            autoFocus
            value={email}
            onChange={setEmail}
            fault={tried && !email.trim() && t("needEmail")}
          />
          <Button type="primary" htmlType="submit" size="large" block loading={ask.isPending}>
            {t("send")}
          </Button>
        </form>
      )}
      <div className="si-links">
        <Button type="link" size="small" onClick={onBack}>
          {t("back")}
        </Button>
      </div>
    </Card>
  );
}
