import { PageHead } from "@relaydesk/admin-kit";
import { ApiProblem } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading, useProblemText } from "@relaydesk/ui";
import { Alert, App, Button, InputNumber } from "antd";
import { type FormEvent, useId, useState } from "react";
import { type Policy, usePolicy, useSavePolicy } from "./api";
import { messages } from "./messages";
import "../rights/rights.css";
import "./providers.css";

const GROUPS = {
  passwords: ["min_length", "min_classes", "history", "max_age_days"],
  locks: ["lock_account_after", "lock_source_after", "lock_minutes"],
  sessions: ["idle_minutes", "absolute_hours"],
} as const;
type Setting = (typeof GROUPS)[keyof typeof GROUPS][number];

/** How people sign in here. */
export default function PolicyPage() {
  const t = useMessages(messages);
  const { data, error, refetch } = usePolicy();
  return (
    <div className="ad-page">
      <PageHead title={t("policy")} hint={t("policyHint")} />
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading rows={8} />}
      {data && <PolicyForm key={data.version} policy={data} onStale={() => void refetch()} />}
    </div>
  );
}

function PolicyForm({ policy, onStale }: { policy: Policy; onStale: () => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const save = useSavePolicy();
  const [changes, setChanges] = useState<Partial<Policy>>({});
  const dirty = Object.keys(changes).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!dirty) return;
    save.mutate(
      { changes, version: policy.version },
      {
        onSuccess: () => void message.success(t("saved")),
        onError: (error) => {
          if (!(error instanceof ApiProblem) || error.status !== 412) return;
          message.warning(t("stale"), 6);
          onStale();
        },
      },
    );
  };
  return (
    <form className="pv-policy" onSubmit={submit}>
      <div className="ad-scroll ri-body">
        {save.error && (
          <Alert type="error" showIcon role="alert" title={t("notSaved") + textOf(save.error)} />
        )}
        {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => (
          <fieldset key={group} className="pv-group">
            <legend>{t(group)}</legend>
            {GROUPS[group].map((name) => (
              <Line
                key={name}
                name={name}
                value={name in changes ? (changes[name] ?? null) : policy[name]}
                bounds={policy.bounds[name] ?? [0, 100_000]}
                onChange={(value) => setChanges((now) => ({ ...now, [name]: value }))}
              />
            ))}
          </fieldset>
        ))}
      </div>
      <footer className="ri-foot">
        <span />
        <Button disabled={!dirty} onClick={() => setChanges({})}>
          {t("discard")}
        </Button>
        <Button type="primary" htmlType="submit" disabled={!dirty} loading={save.isPending}>
          {t("save")}
        </Button>
      </footer>
    </form>
  );
}

interface LineProps {
  name: Setting;
  value: number | null;
  bounds: [number, number];
  onChange: (value: number | null) => void;
}

function Line({ name, value, bounds: [least, most], onChange }: LineProps) {
  const t = useMessages(messages);
  const id = useId();
  const hint = name === "min_classes" || name === "max_age_days" ? t(`${name}Hint`) : "";
  return (
    <div className="pv-line">
      <label htmlFor={id}>{t(name)}</label>
      <InputNumber
        id={id}
        min={least}
        max={most}
        precision={0}
        value={value}
        aria-describedby={`${id}-hint`}
        onChange={(next) => {
          if (next !== null || name === "max_age_days") onChange(next);
        }}
      />
      <small id={`${id}-hint`}>
        {t("bounds", { least, most })}
        {hint && ` · ${hint}`}
      </small>
    </div>
  );
}
