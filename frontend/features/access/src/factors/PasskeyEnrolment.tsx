import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { Alert, Button, Input } from "antd";
import { KeyRound } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { type Enrolled, useAddPasskey } from "./api";
import { messages } from "./messages";
import { isCancelled } from "./proof";
import { passkeysWork } from "./webauthn";
import "./factors.css";

/** Adds a passkey under a name one will recognise later. */
export function PasskeyEnrolment({ onDone }: { onDone: (enrolled: Enrolled) => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const id = useId();
  const add = useAddPasskey();
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(name.trim() || t("passkeyDefault"), { onSuccess: (done) => done && onDone(done) });
  };
  if (!passkeysWork()) return <Alert type="info" showIcon title={t("passkeyUnable")} />;
  const closed = add.isSuccess && add.data === null;
  return (
    <form onSubmit={submit} noValidate>
      <p className="fc-hint">{t("passkeyHint")}</p>
      {add.error && !isCancelled(add.error) && (
        <Alert type="error" showIcon role="alert" title={textOf(add.error)} />
      )}
      {closed && <Alert type="warning" showIcon role="alert" title={t("passkeyClosed")} />}
      <label htmlFor={id}>{t("passkeyName")}</label>
      <Input
        id={id}
        value={name}
        maxLength={60}
        placeholder={t("passkeyNameHint")}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="fc-acts">
        <Button
          type="primary"
          htmlType="submit"
          icon={<KeyRound size={14} aria-hidden />}
          loading={add.isPending}
        >
          {t("addPasskey")}
        </Button>
      </div>
    </form>
  );
}
