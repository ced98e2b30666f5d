import { useAdmin } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { App, Button, InputNumber } from "antd";
import { type FormEvent, useState } from "react";
import { type Retention, useRetention, useSetRetention } from "./api";
import { messages } from "./messages";

/** For how many days the record is kept: never below what the law asks for. */
export function RetentionPart() {
  const { data } = useRetention();
  return data ? <RetentionForm key={data.version} retention={data} /> : null;
}

function RetentionForm({ retention }: { retention: Retention }) {
  const t = useMessages(messages);
  const { can } = useAdmin();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const save = useSetRetention();
  const [days, setDays] = useState(retention.days);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { days, version: retention.version },
      {
        onSuccess: () => void message.success(t("saved")),
        onError: (error) => void message.error(t("notSaved") + textOf(error), 6),
      },
    );
  };
  return (
    <section className="au-card">
      <h2>{t("retention")}</h2>
      <p className="ad-muted">{t("retentionHint", { least: retention.least })}</p>
      <form className="au-retention" onSubmit={submit}>
        <InputNumber
          aria-label={t("retention")}
          min={retention.least}
          max={36_500}
          precision={0}
          value={days}
          disabled={!can("audit.manage")}
          onChange={(next) => next !== null && setDays(next)}
        />
        {t("days")}
        {can("audit.manage") && (
          <Button htmlType="submit" disabled={days === retention.days} loading={save.isPending}>
            {t("save")}
          </Button>
        )}
      </form>
    </section>
  );
}
