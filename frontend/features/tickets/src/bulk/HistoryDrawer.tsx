import { useLocale, useMessages } from "@relaydesk/i18n";
import { EmptyState, ErrorState, fullTime, Loading } from "@relaydesk/ui";
import { Button, Drawer } from "antd";
import { History } from "lucide-react";
import { useState } from "react";
import { useDirectory } from "../api/directory";
import { type BulkChange, useChanges } from "./api";
import { messages } from "./messages";
import { Reasons } from "./Reasons";
import "./bulk.css";

/** One's own changes of the last thirty days, with the reasons of what was refused. */
export default function HistoryDrawer({ onClose }: { onClose: () => void }) {
  const t = useMessages(messages);
  const { data, isPending, error, refetch } = useChanges();
  return (
    <Drawer open title={t("history")} size={440} onClose={onClose}>
      {isPending && <Loading rows={6} />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyState icon={<History size={36} aria-hidden />} title={t("noHistory")} />
      )}
      <ul className="bk-history">
        {data?.items.map((change) => (
          <Line key={change.id} change={change} />
        ))}
      </ul>
    </Drawer>
  );
}

function Line({ change }: { change: BulkChange }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const [why, setWhy] = useState(false);
  const trouble = change.refused + change.kept;
  return (
    <li>
      <div>
        <b>{useEdits(change)}</b> <span>{t(`state_${change.state}`)}</span>
      </div>
      <small>
        {fullTime(change.asked_at, locale)} · {t("tickets", { n: change.total })} ·{" "}
        {t("done", { n: change.changed })}
        {change.refused > 0 && t("refusedToo", { n: change.refused })}
      </small>
      {trouble > 0 && (
        <Button size="small" type="link" aria-expanded={why} onClick={() => setWhy(!why)}>
          {t("why")}
        </Button>
      )}
      {why && <Reasons change={change} />}
    </li>
  );
}

/** What was changed, in words. */
function useEdits(change: BulkChange): string {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const names = useDirectory(locale);
  const edits = change.change as Record<string, unknown>;
  const words: Record<string, (value: unknown) => string> = {
    status: (value) => `${t("status")}: ${names.status(value)}`,
    priority: (value) => `${t("priority")}: ${String(value)}`,
    type: (value) => `${t("type")}: ${names.type(value)}`,
    team_id: (value) => `${t("team")}: ${value ? names.team(value) : t("noTeam")}`,
    assignee_id: (value) => `${t("assign")}: ${value ? names.agent(value) : t("nobody")}`,
    label: (value) => `${t("label")}: ${value ? String(value) : t("noLabel")}`,
    add_tags: (value) => `${t("addTags")}: ${String(value)}`,
    remove_tags: (value) => `${t("removeTags")}: ${String(value)}`,
    snooze: (value) => {
      const { until } = value as { until: string | null };
      return until ? t("snoozedUntil", { time: fullTime(until, locale) }) : t("snoozedAnswer");
    },
    wake: () => t("woken"),
    merge: (value) => t("mergedInto", { number: (value as { into: string }).into }),
    reply: () => t("replied"),
    delete: () => t("deleteWord"),
  };
  return Object.entries(edits)
    .map(([name, value]) => words[name]?.(value) ?? name)
    .join(" · ");
}
