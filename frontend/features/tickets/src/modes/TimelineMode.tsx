import type { TicketRow } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, EmptyState, ErrorState, Loading, useNow, useShortcut } from "@relaydesk/ui";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useColumn } from "./api";
import { DateNav } from "./DateNav";
import { addDays, barOf, dayOf, dayOr, daysFrom, midnight, mondayOf, plannedWithin, shareOf } from "./dates";
import type { ModeProps } from "./ModePane";
import { messages } from "./messages";

const PAGE = 100;
const ROW = 36;
const DAYS = { week: 14, month: 42 };

/** A bar is named from this part of the width on. */
const LEAST_NAMED = 0.06;

/** Planned tickets as bars over days (Gantt): read by the page in the order in which they begin. */
export default function TimelineMode({ search, selected, onSelect, onSearch }: ModeProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const scale = search.scale ?? "month";
  const first = mondayOf(dayOr(search.day, now));
  const behind = addDays(first, DAYS[scale]);
  const span = plannedWithin(first, behind);
  const condition = search.condition ? { and: [search.condition, span] } : span;
  const named = (index: number) => scale === "week" || index % 7 === 0;
  const list = useColumn({ ...search, condition, sort: "planned_from" }, PAGE);
  const { rows, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const step = (to: 1 | -1) => onSearch({ ...search, day: addDays(first, to * (DAYS[scale] / 2)) });
  useShortcut("left", () => step(-1));
  useShortcut("right", () => step(1));
  useRowKeys(rows, selected, onSelect);
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
    if (hasNextPage && !isFetchingNextPage && last > rows.length - 40) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, last, rows.length, fetchNextPage]);
  const words = (day: string, shape: Intl.DateTimeFormatOptions) =>
    midnight(day).toLocaleDateString(locale === "en" ? "en-GB" : "zh-CN", shape);
  const shape = { year: "numeric", month: "short", day: "numeric" } as const;
  const title = `${words(first, shape)} – ${words(addDays(behind, -1), shape)}`;
  const days = daysFrom(first, DAYS[scale]);
  const today = dayOf(new Date(now));
  return (
    <section className="md-timeline" aria-label={t("timeline", { span: title })}>
      <DateNav
        title={title}
        scale={scale}
        onScale={(next) => onSearch({ ...search, scale: next })}
        onStep={step}
        onToday={() => onSearch({ ...search, day: today })}
      />
      <div ref={scroller} className="md-gantt">
        <div className="md-scale" aria-hidden>
          <span className="md-gantt-name" />
          <span className="md-ticks">
            {days.map((day, index) => (
              <span
                key={day}
                className={`md-tick${day === today ? " md-today" : ""}${named(index) ? "" : " md-between"}`}
              >
                {named(index) && words(day, { month: "numeric", day: "numeric" })}
              </span>
            ))}
          </span>
        </div>
        {list.isPending && <Loading rows={6} />}
        {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && rows.length === 0 && (
          <EmptyState title={t("notPlanned")} hint={t("notPlannedHint")} />
        )}
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {first <= today && today < behind && (
            <span className="md-gantt-now" aria-hidden>
              <span style={{ left: `${shareOf(new Date(now).toISOString(), first, behind) * 100}%` }} />
            </span>
          )}
          {items.map((item) => {
            const row = rows[item.index];
            return (
              row?.planned_from && (
                <Bar
                  key={row.number}
                  row={row}
                  top={item.start}
                  bar={barOf(row.planned_from, row.planned_until ?? null, first, behind)}
                  span={[row.planned_from, row.planned_until]
                    .flatMap((at) => (at ? [dayTime(at, locale, now)] : []))
                    .join(" – ")}
                  selected={row.number === selected}
                  onSelect={onSelect}
                />
              )
            );
          })}
        </div>
      </div>
    </section>
  );
}

function useRowKeys(rows: TicketRow[], selected: string | null, onSelect: (number: string) => void) {
  const step = (by: number) => {
    const index = rows.findIndex((row) => row.number === selected);
    const next = rows[index < 0 ? 0 : index + by];
    if (next) onSelect(next.number);
  };
  useShortcut("next", () => step(1));
  useShortcut("previous", () => step(-1));
}

interface BarProps {
  row: TicketRow;
  top: number;
  bar: { start: number; width: number };
  span: string;
  selected: boolean;
  onSelect: (number: string) => void;
}

function Bar({ row, top, bar, span, selected, onSelect }: BarProps) {
  const t = useMessages(messages);
  const label = t("planSpan", { number: row.number, subject: row.subject, span });
  return (
    <button
      type="button"
      data-number={row.number}
      className={selected ? "md-gantt-row md-on" : "md-gantt-row"}
      style={{ transform: `translateY(${top}px)` }}
      aria-label={label}
      aria-current={selected || undefined}
      title={label}
      onClick={() => onSelect(row.number)}
    >
      <span className="md-gantt-name">
        <span className="md-number">{row.number}</span> {row.subject}
      </span>
      <span className="md-ticks">
        <span
          className={`md-bar rd-bar-${row.status.category}`}
          style={{ left: `${bar.start * 100}%`, width: `${bar.width * 100}%` }}
        >
          {/* A piece of a name tells nobody anything. */}
          {bar.width >= LEAST_NAMED && row.assignee?.name}
        </span>
      </span>
    </button>
  );
}
