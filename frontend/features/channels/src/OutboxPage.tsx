import type { OutgoingRow } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { EmptyState, ErrorState, Loading, shortTime, useNow } from "@relaydesk/ui";
import { Button } from "antd";
import { MailCheck, MailOpen } from "lucide-react";
import { useState } from "react";
import { useOutbox } from "./api";
import { MailPreview } from "./MailPreview";
import { keyOf, messages } from "./messages";
import "./channels.css";

interface OutboxProps {
  onTicket: (number: string) => void;
}

/** Every mail that left or would leave: a newcomer sees here what the requester gets. */
export function OutboxPage({ onTicket }: OutboxProps) {
  const t = useMessages(messages);
  const query = useOutbox();
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <main className={chosen ? "ch-page ch-reading" : "ch-page"}>
      <section className="ch-list" aria-label={t("outbox")}>
        <header>
          <h1>{t("outbox")}</h1>
          <p>{t("outboxHint")}</p>
        </header>
        {query.isPending && <Loading rows={6} />}
        {query.error && rows.length === 0 && (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.isSuccess && rows.length === 0 && (
          <EmptyState
            icon={<MailCheck size={40} aria-hidden />}
            title={t("outboxEmpty")}
            hint={t("outboxEmptyHint")}
          />
        )}
        <ul>
          {rows.map((row) => (
            <Row key={row.id} row={row} chosen={row.id === chosen} onChoose={setChosen} />
          ))}
        </ul>
        {query.hasNextPage && (
          <Button block loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("more")}
          </Button>
        )}
      </section>
      <section className="ch-detail" aria-label={t("preview")}>
        {chosen ? (
          <MailPreview key={chosen} id={chosen} onTicket={onTicket} onBack={() => setChosen(null)} />
        ) : (
          <EmptyState icon={<MailOpen size={40} aria-hidden />} title={t("choose")} />
        )}
      </section>
    </main>
  );
}

interface RowProps {
  row: OutgoingRow;
  chosen: boolean;
  onChoose: (id: string) => void;
}

function Row({ row, chosen, onChoose }: RowProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const kind = keyOf("kind", row.kind);
  const state = keyOf("out", row.state);
  return (
    <li>
      <button
        type="button"
        className="ch-row"
        aria-current={chosen ? "true" : undefined}
        onClick={() => onChoose(row.id)}
      >
        <span className="ch-subject">{row.subject}</span>
        <time dateTime={row.created_at}>{shortTime(row.created_at, locale, now)}</time>
        <span className="ch-facts">
          {kind ? t(kind) : row.kind} → {row.to}
        </span>
        <span className={`ch-state ch-state-${row.state}`}>{state ? t(state) : row.state}</span>
      </button>
    </li>
  );
}
