import { ApiProblem } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { Dialog, LeaveButton, useProblemText } from "@relaydesk/ui";
import { Alert, Button, Input } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useReveal } from "./api";
import { messages } from "./messages";

const LEAST = 4;

interface DialogProps {
  subject: string;
  field: string;
  onShown: (value: string) => void;
  onClose: () => void;
}

/** Asks for the reason, without which nothing masked is shown. */
export default function RevealDialog({ subject, field, onShown, onClose }: DialogProps) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const id = useId();
  const reveal = useReveal();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const short = [...reason.trim()].length < LEAST;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!short)
      reveal.mutate({ subject, field, reason: reason.trim() }, { onSuccess: ({ value }) => onShown(value) });
  };
  const { error } = reveal;
  const refused = error instanceof ApiProblem && [403, 404].includes(error.status);
  return (
    <Dialog
      title={t("revealTitle")}
      footer={null}
      width={420}
      unsent={Boolean(reason.trim())}
      onClose={onClose}
    >
      <form onSubmit={submit} noValidate>
        <p className="pr-hint">{t("revealHint")}</p>
        {error && <Alert type="error" showIcon role="alert" title={refused ? t("refused") : textOf(error)} />}
        <label htmlFor={id}>{t("reason")}</label>
        <Input.TextArea
          id={id}
          autoFocus
          value={reason}
          maxLength={500}
          autoSize={{ minRows: 2, maxRows: 5 }}
          placeholder={t("reasonHint")}
          status={tried && short ? "error" : ""}
          aria-invalid={tried && short}
          aria-describedby={`${id}-fault`}
          onChange={(event) => setReason(event.target.value)}
        />
        <p id={`${id}-fault`} className="pr-fault">
          {tried && short && t("needReason", { n: LEAST })}
        </p>
        <div className="pr-acts">
          <Button type="primary" htmlType="submit" loading={reveal.isPending}>
            {t("show")}
          </Button>
          <LeaveButton>{t("cancel")}</LeaveButton>
        </div>
      </form>
    </Dialog>
  );
}
