import { useMessages } from "@relaydesk/i18n";
import { App, Button } from "antd";
import { useState } from "react";
import { messages } from "./messages";
import { NewPasswordForm } from "./NewPasswordForm";
import { Part } from "./Part";

export function PasswordPart() {
  const t = useMessages(messages);
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const done = () => {
    setOpen(false);
    message.success(t("passwordChanged"));
  };
  return (
    <Part
      title={t("password")}
      hint={t("passwordHint")}
      actions={!open && <Button onClick={() => setOpen(true)}>{t("changePassword")}</Button>}
    >
      {open && <NewPasswordForm onDone={done} onCancel={() => setOpen(false)} />}
    </Part>
  );
}
