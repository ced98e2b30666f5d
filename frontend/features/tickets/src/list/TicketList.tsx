import type { TicketRow as Row } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, EmptyState, ErrorState, Loading, shortTime, timeLeft, useNow } from "@relaydesk/ui";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Button } from "antd";
import { Inbox } from "lucide-react";
import { type MouseEvent, memo, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { type Directory, useDirectory } from "../api/directory";
import type { useTicketList } from "../api/list";
import { messages } from "../messages";
import { activeFilters, type ListSearch } from "../model/search";
import { channelName } from "../model/sentences";
import { TicketRow } from "../rows/TicketRow";
import { isChosen, isEmpty, type Selection } from "../selection/selection";

/** The height of a row (px), by the density with which the page was loaded. */
const ROW = localStorage.getItem("relaydesk.density") === "compact" ? 46 : 58;
document.documentElement.style.setProperty("--tk-row", `${ROW}px`);
const AHEAD = 120;

interface ListProps {
  query: ReturnType<typeof useTicketList>;
  search: ListSearch;
  selected: string | null;
  onSelect: (number: string) => void;
  onClearFilters: () => void;
  selection: Selection;
  /** A click that chooses a row for something done to many, or a range up to it. */
  onMark: (number: string, range: boolean) => void;
}

/** The tickets of a view. Rows are virtual; pages are read ahead of the reader. */
export const TicketList = memo(function TicketList({
  query,
  search,
  selected,
  onSelect,
  onClearFilters,
  selection,
  onMark,
}: ListProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const names = useDirectory(locale);
  const { rows, isPending, error, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last > rows.length - AHEAD) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, last, rows.length, fetchNextPage]);
  useKeepPlace(scroller, rows);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection scrolls; new rows do not
  useEffect(() => {
    const index = selected ? rows.findIndex((row) => row.number === selected) : -1;
    if (index >= 0 && scroller.current) reveal(scroller.current, index);
  }, [selected]);

  if (isPending) return <Loading rows={8} />;
  if (error && rows.length === 0) return <ErrorState error={error} onRetry={() => void query.refetch()} />;
  if (rows.length === 0) return <EmptyList search={search} onClearFilters={onClearFilters} />;
  // Only rows on the screen exist; the ticket that is open may stand further up or down, or in another view.
  const drawn = items.some((item) => rows[item.index]?.number === selected);
  const click = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const number = target.closest<HTMLElement>("[data-number]")?.dataset.number;
    if (!number) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey || target.closest("[data-mark]"))
      onMark(number, event.shiftKey);
    else onSelect(number);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the shortcut table serves the keyboard (j, k, Enter)
    <div
      ref={scroller}
      className={isEmpty(selection) ? "tk-scroll" : "tk-scroll tk-choosing"}
      role="listbox"
      tabIndex={0}
      aria-label={t("listLabel", { n: rows.length })}
      aria-activedescendant={selected && drawn ? `row-${selected}` : undefined}
      onClick={click}
    >
      <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {items.map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <Line
                key={row.number}
                row={row}
                top={item.start}
                selected={row.number === selected}
                chosen={isChosen(selection, row.number)}
                mine={search.view === "mine"}
                names={names}
              />
            )
          );
        })}
      </div>
    </div>
  );
});

/** Scrolls just far enough to show a row. All rows are equally high, so nothing need be measured. */
function reveal(element: HTMLElement, index: number): void {
  const top = index * ROW;
  const { scrollTop, clientHeight } = element;
  if (top < scrollTop) element.scrollTop = top;
  else if (top + ROW > scrollTop + clientHeight) element.scrollTop = top + ROW - clientHeight;
}

interface LineProps {
  row: Row;
  top: number;
  selected: boolean;
  chosen: boolean;
  /** In one's own view the agent is always oneself and is left out. */
  mine: boolean;
  names: Directory;
}

const Line = memo(function Line({ row, top, selected, chosen, mine, names }: LineProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const left = timeLeft(row, now, locale);
  const priority = row.priority as "P0" | "P1" | "P2" | "P3";
  return (
    <TicketRow
      number={row.number}
      subject={row.subject}
      requester={row.requester.name || t("unknownRequester")}
      assignee={
        mine
          ? ""
          : (row.assignee?.name ?? (row.team ? names.team(row.team.id, row.team.name) : t("unassigned")))
      }
      statusName={locale === "en" ? row.status.name_en : row.status.name}
      category={row.status.category}
      priority={priority}
      priorityName={t(priority)}
      channel={row.channel}
      channelName={channelName(row.channel, t)}
      left={left?.text ?? ""}
      tone={left?.tone ?? ""}
      due={row.next_due_at ? t("dueAt", { time: dayTime(row.next_due_at, locale, now) }) : ""}
      updated={shortTime(row.updated_at, locale, now)}
      selected={selected}
      chosen={chosen}
      top={top}
    />
  );
});

function EmptyList({ search, onClearFilters }: Pick<ListProps, "search" | "onClearFilters">) {
  const t = useMessages(messages);
  const icon = <Inbox size={40} aria-hidden />;
  if (activeFilters(search).length > 0)
    return (
      <EmptyState
        icon={icon}
        title={t("emptyFiltered")}
        action={<Button onClick={onClearFilters}>{t("clearFilters")}</Button>}
      />
    );
  if (search.view === "mine") return <EmptyState icon={icon} title={t("emptyMine")} hint={t("emptyHint")} />;
  return <EmptyState icon={icon} title={t("emptyList")} />;
}

/** Keeps the rows that the reader sees where they are when rows come or go above them. */
function useKeepPlace(scroller: RefObject<HTMLDivElement | null>, rows: Row[]) {
  const before = useRef(rows);
  useLayoutEffect(() => {
    const element = scroller.current;
    const old = before.current;
    before.current = rows;
    if (!element || old === rows || element.scrollTop < ROW) return;
    const first = Math.floor(element.scrollTop / ROW);
    const seen = old[first]?.number;
    if (!seen || rows[first]?.number === seen) return;
    const index = rows.findIndex((row) => row.number === seen);
    if (index >= 0) element.scrollTop += (index - first) * ROW;
  }, [rows, scroller]);
}
