import { useMessages } from "@relaydesk/i18n";
import { Dialog, LeaveButton, useProblemText, useUnsent } from "@relaydesk/ui";
import { Alert, Button, Input, Select } from "antd";
import { type FormEvent, useId, useState } from "react";
import { CopyButton } from "../factors/CopyButton";
import { isCancelled } from "../factors/proof";
import { usePermissionOptions } from "../rights/usePermissionOptions";
import { useSession } from "../session";
import { useMakeToken } from "./api";
import { messages } from "./messages";

const DAY = 86_400_000;
const LIVES = [7, 30, 90, 365] as const;

/** Makes a token and shows it this once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const t = useMessages(messages);
  const make = useMakeToken();
  return (
    <Dialog
      title={make.data ? t("tokenMade") : t("newToken")}
      footer={null}
      width={460}
      mask={{ closable: false }}
      onClose={onClose}
    >
      {make.data ? (
        <>
          <p>{t("tokenOnce")}</p>
          <div className="ac-secret">
            <code>{make.data.token}</code>
            <CopyButton text={make.data.token} />
          </div>
          <Button type="primary" onClick={onClose}>
            {t("done")}
          </Button>
        </>
      ) : (
        <TokenForm make={make} />
      )}
    </Dialog>
  );
}

function TokenForm({ make }: { make: ReturnType<typeof useMakeToken> }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const id = useId();
  const { data: me } = useSession();
  const options = usePermissionOptions(me?.permissions ?? []);
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>([]);
  useUnsent(Boolean(name.trim()));
  const [days, setDays] = useState<number>(90);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const expires_at = new Date(Date.now() + days * DAY).toISOString();
    make.mutate({ name: name.trim(), scopes, expires_at });
  };
  return (
    <form className="ac-form" onSubmit={submit} noValidate>
      {make.error && !isCancelled(make.error) && (
        <Alert type="error" showIcon role="alert" title={textOf(make.error)} />
      )}
      <label htmlFor={`${id}-name`}>{t("tokenName")}</label>
      <Input
        id={`${id}-name`}
        value={name}
        maxLength={80}
        placeholder={t("tokenNameHint")}
        onChange={(event) => setName(event.target.value)}
      />
      <label htmlFor={`${id}-scopes`}>{t("scopes")}</label>
      <Select
        id={`${id}-scopes`}
        mode="multiple"
        value={scopes}
        options={options}
        showSearch={{ optionFilterProp: "label" }}
        placeholder={t("scopesHint")}
        onChange={setScopes}
      />
      <label htmlFor={`${id}-days`}>{t("expires")}</label>
      <Select
        id={`${id}-days`}
        value={days}
        options={LIVES.map((n) => ({ value: n, label: n === 365 ? t("year") : t("days", { n }) }))}
        onChange={setDays}
      />
      <div className="fc-acts">
        <Button
          type="primary"
          htmlType="submit"
          loading={make.isPending}
          disabled={!name.trim() || scopes.length === 0}
        >
          {t("create")}
        </Button>
        <LeaveButton>{t("cancel")}</LeaveButton>
      </div>
    </form>
  );
}
