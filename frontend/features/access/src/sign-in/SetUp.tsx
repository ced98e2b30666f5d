import { ApiProblem } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading, useProblemText } from "@relaydesk/ui";
import { Alert, Button } from "antd";
import { type FormEvent, useState } from "react";
import { type SetUpIn, usePasswordRules, useSetUp, useSetUpOpen } from "./api";
import { Card } from "./Card";
import { Field } from "./Field";
import { messages } from "./messages";
import { DEFAULT_RULES, passwordFault, rulesText } from "./passwords";
import { EMPTY_SET_UP, sameAddress, setUpFaults } from "./setUpForm";

/** The first run: makes the administrator, and invites the two other administrations. Dead afterwards. */
export default function SetUp({ token }: { token: string }) {
  const t = useMessages(messages);
  const open = useSetUpOpen();
  const setUp = useSetUp();
  if (open.isPending) return <Loading rows={6} />;
  const over = open.error instanceof ApiProblem && open.error.status === 404;
  if (open.error && !over) return <ErrorState error={open.error} onRetry={() => void open.refetch()} />;
  if (setUp.isSuccess || over)
    return (
      <Card
        title={t(setUp.isSuccess ? "setUpDone" : "setUpOver")}
        hint={t(setUp.isSuccess ? "setUpDoneHint" : "setUpOverHint")}
      >
        <Button type="primary" size="large" block href="/desk/">
          {t("toSignIn")}
        </Button>
      </Card>
    );
  if (!token) return <Card title={t("noLink")} hint={t("noLinkHint")} />;
  return <SetUpForm setUp={setUp} token={token} />;
}

function SetUpForm({ setUp, token }: { setUp: ReturnType<typeof useSetUp>; token: string }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const textOf = useProblemText();
  const rules = usePasswordRules().data ?? DEFAULT_RULES;
  const [form, setForm] = useState<SetUpIn>(EMPTY_SET_UP);
  const [tried, setTried] = useState(false);
  const faults = tried ? setUpFaults(form) : new Set<keyof SetUpIn>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (setUpFaults(form).size === 0 && !sameAddress(form)) setUp.mutate({ ...form, token, locale });
  };
  const field = (name: keyof SetUpIn) => ({
    value: form[name],
    onChange: (value: string) => setForm((now) => ({ ...now, [name]: value })),
  });
  const passwordIs = passwordFault(setUp.error, rules, t);
  return (
    <Card title={t("setUpTitle")} hint={t("setUpHint")} wide>
      <form onSubmit={submit} noValidate>
        {setUp.error && !passwordIs && (
          <Alert type="error" showIcon role="alert" title={textOf(setUp.error)} />
        )}
        {tried && sameAddress(form) && <Alert type="error" showIcon role="alert" title={t("different")} />}
        <fieldset className="si-part">
          <legend>{t("administrator")}</legend>
          <p>{t("administratorHint")}</p>
          <Field
            label={t("name")}
            autoComplete="name"
            autoFocus
            {...field("name")}
            fault={faults.has("name") && t("needName")}
          />
          <Field
            label={t("email")}
            type="email"
            autoComplete="username"
            {...field("email")}
            fault={faults.has("email") && t("needEmail")}
          />
          <Field
            label={t("password")}
            type="password"
            autoComplete="new-password"
            {...field("password")}
            hint={rulesText(rules, t)}
            fault={passwordIs || (faults.has("password") && t("needPassword"))}
          />
        </fieldset>
        <fieldset className="si-part">
          <legend>{t("others")}</legend>
          <p>{t("othersHint")}</p>
          <Field
            label={t("security")}
            type="email"
            autoComplete="off"
            {...field("security_administrator_email")}
            hint={t("securityHint")}
            fault={faults.has("security_administrator_email") && t("needEmail")}
          />
          <Field
            label={t("auditor")}
            type="email"
            autoComplete="off"
            {...field("auditor_email")}
            hint={t("auditorHint")}
            fault={faults.has("auditor_email") && t("needEmail")}
          />
        </fieldset>
        <Button type="primary" htmlType="submit" size="large" block loading={setUp.isPending}>
          {t("create")}
        </Button>
      </form>
    </Card>
  );
}
