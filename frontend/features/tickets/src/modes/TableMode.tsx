import type { TicketRow } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { EmptyState, ErrorState, Loading, useNow } from "@relaydesk/ui";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, memo, useEffect, useRef, useState } from "react";
import { messages as deskMessages } from "../messages";
import type { Sort } from "../model/search";
import { type Column, writeColumns } from "../model/settings";
import { isChosen } from "../selection/selection";
import { type Cells, COLUMNS } from "./columns";
import type { ModeProps } from "./ModePane";
import { messages } from "./messages";
import { TableHead } from "./TableHead";

const ROW = 34;
const AHEAD = 120;

/** The tickets as a table: virtual rows, columns of one's choice, order by their heads. */
export default function TableMode(props: ModeProps) {
  const { list, search, settings, selected, onSelect, onSearch, selection, onMark } = props;
  const t = useMessages(messages);
  const channels = useMessages(deskMessages);
  const { locale } = useLocale();
  const now = useNow();
  const { rows, isPending, error, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last > rows.length - AHEAD) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, last, rows.length, fetchNextPage]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection scrolls; new rows do not
  useEffect(() => {
    const index = selected ? rows.findIndex((row) => row.number === selected) : -1;
    if (index >= 0) virtual.scrollToIndex(index, { align: "auto" });
  }, [selected]);
  const known = settings.columns.filter((one) => COLUMNS[one.key]);
  const [dragged, setDragged] = useState<Column[] | null>(null);
  const columns = dragged ?? known;
  if (isPending) return <Loading rows={8} />;
  if (error && rows.length === 0) return <ErrorState error={error} onRetry={() => void list.refetch()} />;
  if (rows.length === 0) return <EmptyState title={t("nothing")} />;
  const widths = columns.map((one) => one.width ?? COLUMNS[one.key]?.width ?? 120);
  const grid = {
    gridTemplateColumns: widths.map((width) => `${width}px`).join(" "),
    minWidth: widths.reduce((sum, width) => sum + width, 0),
  };
  const cells: Cells = { t, channels, locale, now };
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
    // biome-ignore lint/a11y/useSemanticElements: virtual rows stand free over a tall box
    <div
      ref={scroller}
      className="md-table"
      role="grid"
      tabIndex={0}
      aria-label={t("table", { n: rows.length })}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={selected && drawn ? `row-${selected}` : undefined}
      onClick={click}
    >
      <TableHead
        columns={columns}
        widths={widths}
        style={grid}
        sort={settings.sort}
        onSort={(sort: Sort) => onSearch({ ...search, sort })}
        onWidths={setDragged}
        onDone={(next) => {
          setDragged(null);
          onSearch({ ...search, columns: writeColumns(next) });
        }}
      />
      <div style={{ height: virtual.getTotalSize(), minWidth: grid.minWidth, position: "relative" }}>
        {items.map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <Line
                key={row.number}
                row={row}
                index={item.index}
                top={item.start}
                columns={columns}
                template={grid.gridTemplateColumns}
                selected={row.number === selected}
                chosen={isChosen(selection, row.number)}
                cells={cells}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

interface LineProps {
  row: TicketRow;
  index: number;
  top: number;
  columns: Column[];
  template: string;
  selected: boolean;
  /** Whether it is among those that are to be changed together. */
  chosen: boolean;
  cells: Cells;
}

const Line = memo(
  function Line({ row, index, top, columns, template, selected, chosen, cells }: LineProps) {
    return (
      // The grid handles the keyboard for its rows (aria-activedescendant).
      // biome-ignore lint/a11y/useFocusableInteractive: see above
      // biome-ignore lint/a11y/useSemanticElements: rows that stand free over a tall box cannot be a <tr>
      <div
        role="row"
        id={`row-${row.number}`}
        data-number={row.number}
        aria-rowindex={index + 2}
        aria-selected={selected}
        className={`md-row${selected ? " md-on" : ""}${chosen ? " md-chosen" : ""}`}
        style={{ transform: `translateY(${top}px)`, gridTemplateColumns: template }}
      >
        {columns.map((one, at) => (
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          // biome-ignore lint/a11y/useSemanticElements: see above
          <div key={one.key} role="gridcell" className="md-cell">
            {at === 0 && <span className="md-mark" data-mark="" />}
            {COLUMNS[one.key]?.cell(row, cells)}
          </div>
        ))}
      </div>
    );
  },
  (one, other) =>
    one.row === other.row &&
    one.top === other.top &&
    one.selected === other.selected &&
    one.chosen === other.chosen &&
    one.template === other.template &&
    one.cells.now === other.cells.now &&
    one.cells.t === other.cells.t,
);
