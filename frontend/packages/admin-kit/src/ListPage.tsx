import { useMessages } from "@relaydesk/i18n";
import { EmptyState, ErrorState, Loading, useDelayed } from "@relaydesk/ui";
import { Button } from "antd";
import { type ReactNode, useRef } from "react";
import { useAdmin } from "./context";
import { type Column, ListTable } from "./ListTable";
import { messages } from "./messages";
import { PageHead } from "./PageHead";
import { SearchBox } from "./SearchBox";
import type { Pages } from "./usePages";
import { useRowKeys } from "./useRowKeys";
import "./admin.css";

interface ListPageProps<Row> {
  title: string;
  hint?: ReactNode;
  list: Pages<Row>;
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  /** The page of a row from the start of the administration; a row without one is not opened. */
  rowTo?: (row: Row) => string;
  /** Opens a row where it is, for instance in a drawer. */
  onOpen?: (row: Row) => void;
  /** What to find by the search box, which writes `q` into the address; no box without it. */
  searchHint?: string;
  /** The names of further filters in the address, for the button that clears them. */
  filterNames?: string[];
  filters?: ReactNode;
  actions?: ReactNode;
  empty: { icon?: ReactNode; title: string; hint?: ReactNode; action?: ReactNode };
}

/** A list with search, sort and pages, for the keyboard (j, k, Enter, /) and for phones. */
export function ListPage<Row>(props: ListPageProps<Row>) {
  const { title, hint, list, searchHint, filterNames = [], filters, actions, empty } = props;
  const t = useMessages(messages);
  const { query, setQuery } = useAdmin();
  const body = useRef<HTMLDivElement>(null);
  const keys = useRowKeys(body, () => list.hasMore && list.more());
  const waiting = useDelayed(list.isStale);
  const narrowed = ["q", ...filterNames].some((name) => query[name]);
  const clear = () => setQuery(Object.fromEntries(["q", ...filterNames].map((name) => [name, undefined])));
  return (
    <div className="ad-page">
      <PageHead title={title} hint={hint} actions={actions} />
      {(searchHint || filters) && (
        <div className="ad-tools">
          {searchHint && <SearchBox hint={searchHint} onDown={() => keys.step(1)} />}
          {filters}
        </div>
      )}
      <div className={waiting ? "ad-scroll ad-stale" : "ad-scroll"} ref={body}>
        {list.isPending && <Loading rows={8} />}
        {Boolean(list.error) && list.rows.length === 0 && (
          <ErrorState error={list.error} onRetry={list.retry} />
        )}
        {!list.isPending && !list.error && list.rows.length === 0 && !narrowed && <EmptyState {...empty} />}
        {!list.isPending && !list.error && list.rows.length === 0 && narrowed && (
          <EmptyState
            title={t("noMatch")}
            hint={t("noMatchHint")}
            action={<Button onClick={clear}>{t("clear")}</Button>}
          />
        )}
        {list.rows.length > 0 && (
          <ListTable
            label={title}
            rows={list.rows}
            columns={props.columns}
            rowKey={props.rowKey}
            rowTo={props.rowTo}
            onOpen={props.onOpen}
            onKeyDown={keys.onKeyDown}
          />
        )}
        {list.hasMore && (
          <div className="ad-more">
            <Button loading={list.isLoadingMore} onClick={list.more}>
              {t("more")}
            </Button>
          </div>
        )}
        <p className="rd-hidden" role="status">
          {list.isPending ? "" : t("shown", { n: list.rows.length })}
        </p>
      </div>
    </div>
  );
}
