import { ApiProblem } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { Alert, App, Button } from "antd";
import { type FormEvent, useState } from "react";
import { Field } from "../sign-in/Field";
import { passwordFault } from "../sign-in/passwords";
import "../sign-in/sign-in.css";
import "../access.css";
import { useChangePassword } from "./api";
import { messages } from "./messages";
import { Part } from "./Part";

const EMPTY = { current: "", next: "", again: "" };

export function PasswordPart() {
  const t = useMessages(messages);
  const [open, setOpen] = useState(false);
  return (
    <Part
      title={t("password")}
      hint={t("passwordHint")}
      actions={!open && <Button onClick={() => setOpen(true)}>{t("changePassword")}</Button>}
    >
      {open && <PasswordForm onClose={() => setOpen(false)} />}
    </Part>
  );
}

function PasswordForm({ onClose }: { onClose: () => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const change = useChangePassword();
  const [form, setForm] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!form.current || !form.next || form.next !== form.again) return;
    change.mutate(
      { current_password: form.current, new_password: form.next },
      {
        onSuccess: () => {
          message.success(t("passwordChanged"));
          onClose();
        },
      },
    );
  };
  const { error } = change;
  const wrong = error instanceof ApiProblem && error.code === "wrong_password";
  const fault = !wrong && passwordFault(error);
  return (
    <form className="ac-form" onSubmit={submit} noValidate>
      {error && !wrong && !fault && <Alert type="error" showIcon role="alert" title={textOf(error)} />}
      <Field
        label={t("current")}
        type="password"
        autoComplete="current-password"
        autoFocus
        value={form.current}
        onChange={(current) => setForm({ ...form, current })}
        fault={(tried && !form.current && t("need")) || (wrong && t("wrongCurrent"))}
      />
      <Field
        label={t("next")}
        type="password"
        autoComplete="new-password"
        value={form.next}
        onChange={(next) => setForm({ ...form, next })}
        fault={(tried && !form.next && t("need")) || fault}
      />
      <Field
        label={t("repeat")}
        type="password"
        autoComplete="new-password"
        value={form.again}
        onChange={(again) => setForm({ ...form, again })}
        fault={tried && form.next !== form.again && t("repeatWrong")}
      />
      <div className="ac-acts">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t("changePassword")}
        </Button>
        <Button onClick={onClose}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
