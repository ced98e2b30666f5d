import { useLocale, useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading } from "@relaydesk/ui";
import { Button } from "antd";
import { type BulkChange, useResults } from "./api";
import { messages } from "./messages";

interface ReasonsProps {
  change: BulkChange;
  /** Selects the tickets in the list; without it they are only shown. */
  onChoose?: (numbers: string[]) => void;
}

/** The tickets that were not changed, or not undone, each with its reason. */
export function Reasons({ change, onChoose }: ReasonsProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const states = change.state === "undone" ? ["kept", "refused"] : ["refused", "skipped"];
  const query = useResults(change.id, states);
  if (query.isPending) return <Loading rows={2} />;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const rows = query.data.pages.flatMap((page) => page.items);
  return (
    <div className="bk-reasons">
      <ul aria-label={t("reasons")}>
        {rows.map((row) => (
          <li key={row.number}>
            <b>{row.number}</b> <span>{row.reason?.[locale]}</span>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("moreResults")}
        </Button>
      )}
      {onChoose && rows.length > 0 && (
        <Button size="small" onClick={() => onChoose(rows.map((row) => row.number))}>
          {t("chooseRefused")}
        </Button>
      )}
    </div>
  );
}
