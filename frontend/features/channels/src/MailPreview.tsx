import { useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading, useProblemText } from "@relaydesk/ui";
import { Alert, App, Button } from "antd";
import { ArrowLeft, RotateCcw } from "lucide-react";
import { useMemo } from "react";
import { useOutgoing, useRetryOutgoing } from "./api";
import { messages } from "./messages";

interface PreviewProps {
  id: string;
  onTicket: (number: string) => void;
  onBack: () => void;
}

/** One mail as its reader will see it, in a frame that runs nothing; its links open in a new tab. */
export function MailPreview({ id, onTicket, onBack }: PreviewProps) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const { data: mail, error, refetch } = useOutgoing(id);
  const retry = useRetryOutgoing();
  const frame = useMemo(() => mail && frameOf(mail.body_html), [mail]);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!mail) return <Loading />;
  const again = () =>
    retry.mutate(id, {
      onSuccess: () => message.success(t("retried")),
      onError: (problem) => message.error(t("retryFailed") + textOf(problem)),
    });
  return (
    <article className="ch-mail">
      <header>
        <Button
          className="ch-back"
          type="text"
          aria-label={t("back")}
          icon={<ArrowLeft size={18} aria-hidden />}
          onClick={onBack}
        />
        <div>
          <h2>{mail.subject}</h2>
          <p>
            {t("to")}: {mail.to}
          </p>
        </div>
        {mail.ticket_number && (
          <Button type="link" onClick={() => onTicket(mail.ticket_number ?? "")}>
            {mail.ticket_number}
          </Button>
        )}
        {(mail.state === "failed" || mail.state === "held") && (
          <Button icon={<RotateCcw size={14} aria-hidden />} loading={retry.isPending} onClick={again}>
            {t("retry")}
          </Button>
        )}
      </header>
      {mail.error && <Alert type="warning" showIcon title={mail.error} />}
      <iframe
        title={t("preview")}
        srcDoc={frame}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
      />
      <details>
        <summary>{t("plain")}</summary>
        <pre>{mail.body_text}</pre>
      </details>
      <details>
        <summary>{t("headers")}</summary>
        <pre>{mail.headers.map(({ name, value }) => `${name}: ${value}`).join("\n")}</pre>
      </details>
    </article>
  );
}

function frameOf(body: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><base target="_blank"></head><body style="margin:16px;background:#fff;color:#1b2330;font:14px/1.6 sans-serif">${body}</body></html>`;
}
