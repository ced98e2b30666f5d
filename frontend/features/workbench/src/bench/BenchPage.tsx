import { useRowKeys } from "@relaydesk/admin-kit/rows";
import { useMessages } from "@relaydesk/i18n";
import { EmptyState, ErrorState, Loading } from "@relaydesk/ui";
import { Button, Checkbox } from "antd";
import { Monitor, PartyPopper } from "lucide-react";
import { useCallback, useRef } from "react";
import { messages } from "../messages";
import { useBenchCounts, useBenchList } from "./api";
import { BenchRow } from "./BenchRow";
import { LISTS, type List } from "./lists";
import "./bench.css";

export interface BenchPageProps {
  list: List;
  unfinished: boolean;
  onList: (list: List) => void;
  onUnfinished: (unfinished: boolean) => void;
  openTicket: (number: string) => void;
  openWallboard: () => void;
}

/** The work bench 工作台: what is mine to do, what I opened, worked on, watch, and where I was named. */
export function BenchPage(props: BenchPageProps) {
  const { list, unfinished, onList, onUnfinished, openTicket, openWallboard } = props;
  const t = useMessages(messages);
  const counts = useBenchCounts().data;
  const query = useBenchList(list, unfinished);
  const box = useRef<HTMLDivElement>(null);
  const { hasNextPage, fetchNextPage } = query;
  const more = useCallback(() => void (hasNextPage && fetchNextPage()), [hasNextPage, fetchNextPage]);
  const keys = useRowKeys(box, more);
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <main className="wb-page" aria-label={t("bench")}>
      <header className="wb-head">
        <h1>{t("bench")}</h1>
        <Button icon={<Monitor size={15} aria-hidden />} onClick={openWallboard}>
          {t("wallboard")}
        </Button>
      </header>
      <nav className="wb-tabs" aria-label={t("lists")}>
        {LISTS.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={one === list ? "page" : undefined}
            onClick={() => onList(one)}
          >
            {t(one)}
            {counts?.[one] && (
              <small title={t("unfinishedCount")}>
                {counts[one].count}
                {counts[one].capped && "+"}
              </small>
            )}
          </button>
        ))}
      </nav>
      {list !== "todo" && (
        <Checkbox
          className="wb-only"
          checked={unfinished}
          onChange={(event) => onUnfinished(event.target.checked)}
        >
          {t("onlyUnfinished")}
        </Checkbox>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows move between the links inside */}
      <div className="wb-list" ref={box} onKeyDown={keys.onKeyDown}>
        {query.isPending && <Loading rows={8} />}
        {query.error && entries.length === 0 && (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.data && entries.length === 0 && (
          <EmptyState
            icon={<PartyPopper size={36} aria-hidden />}
            title={t(`empty_${list}`)}
            hint={t(`hint_${list}`)}
          />
        )}
        <ul>
          {entries.map((entry) => (
            <BenchRow
              key={`${entry.ticket.number}:${entry.at}`}
              entry={entry}
              list={list}
              onOpen={openTicket}
            />
          ))}
        </ul>
        {hasNextPage && (
          <Button loading={query.isFetchingNextPage} onClick={more}>
            {t("more")}
          </Button>
        )}
      </div>
    </main>
  );
}
