import type { IntakeRow, IntakeState } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import {
  EmptyState,
  ErrorState,
  fileSize,
  fullTime,
  Loading,
  shortTime,
  useNow,
  useProblemText,
} from "@relaydesk/ui";
import { App, Button, Segmented } from "antd";
import { Inbox } from "lucide-react";
import { useState } from "react";
import { useIntake, useRetryIntake } from "./api";
import { keyOf, messages } from "./messages";
import "./channels.css";

const STATES = ["", "received", "done", "parked", "duplicate", "ignored"] as const;

/** What came in, raw: for administrators, who can read the original and run it again. */
export function IntakePage({ onTicket }: { onTicket: (number: string) => void }) {
  const t = useMessages(messages);
  const [state, setState] = useState<IntakeState | "">("");
  const query = useIntake(state);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <main className="ch-page ch-wide">
      <header>
        <h1>{t("intake")}</h1>
        <p>{t("intakeHint")}</p>
        <Segmented
          aria-label={t("state")}
          value={state}
          options={STATES.map((one) => ({ value: one, label: one === "" ? t("all") : t(`in_${one}`) }))}
          onChange={setState}
        />
      </header>
      {query.isPending && <Loading rows={6} />}
      {query.error && rows.length === 0 && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && rows.length === 0 && (
        <EmptyState icon={<Inbox size={40} aria-hidden />} title={t("intakeEmpty")} />
      )}
      <ul className="ch-ledger">
        {rows.map((row) => (
          <Line key={row.id} row={row} onTicket={onTicket} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </main>
  );
}

function Line({ row, onTicket }: { row: IntakeRow; onTicket: (number: string) => void }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const retry = useRetryIntake();
  const state = keyOf("in", row.state);
  const again = () =>
    retry.mutate(row.id, {
      onSuccess: () => message.success(t("retried")),
      onError: (problem) => message.error(t("retryFailed") + textOf(problem)),
    });
  return (
    <li>
      <span className={`ch-state ch-state-${row.state}`}>{state ? t(state) : row.state}</span>
      <span className="ch-key" title={row.subject ?? undefined}>
        {row.sender ?? (row.channel === "form" ? t("webForm") : row.channel)} · {row.subject ?? "–"}{" "}
        <small>{fileSize(row.size)}</small>
      </span>
      <time dateTime={row.received_at} title={fullTime(row.received_at, locale)}>
        {shortTime(row.received_at, locale, now)}
      </time>
      <span className="ch-actions">
        {row.ticket_number && (
          <Button type="link" size="small" onClick={() => onTicket(row.ticket_number ?? "")}>
            {row.ticket_number}
          </Button>
        )}
        <a href={`/api/v1/intake/${row.id}/raw`} target="_blank" rel="noopener noreferrer">
          {t("raw")}
        </a>
        {row.state === "parked" && (
          <Button size="small" loading={retry.isPending} onClick={again}>
            {t("retry")}
          </Button>
        )}
      </span>
      {row.error && (
        <span className="ch-error">
          {row.error}
          {row.reason && ` (${row.reason})`} · {t("attempts", { n: row.attempts })}
        </span>
      )}
    </li>
  );
}
