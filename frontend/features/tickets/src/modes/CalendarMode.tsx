import type { TicketRow } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { ErrorState, useNow, useShortcut } from "@relaydesk/ui";
import { Segmented } from "antd";
import { useState } from "react";
import type { ListSearch } from "../model/search";
import { useColumn } from "./api";
import { DateNav } from "./DateNav";
import {
  addDays,
  addMonths,
  dayOf,
  dayOr,
  daysFrom,
  dueWithin,
  midnight,
  plannedWithin,
  weeksOf,
} from "./dates";
import type { ModeProps } from "./ModePane";
import { messages } from "./messages";

const PAGE = 200;
const SHOWN = { month: 4, week: 30 };

/** Tickets on the days on which they fall due, or for which they are planned; each week is read for itself. */
export default function CalendarMode({ search, selected, onSelect, onSearch }: ModeProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const today = dayOf(new Date(now));
  const day = dayOr(search.day, now);
  const scale = search.scale ?? "month";
  const by = search.by ?? "due";
  const weeks = weeksOf(day, scale);
  const step = (to: 1 | -1) =>
    onSearch({ ...search, day: scale === "month" ? addMonths(day, to) : addDays(day, 7 * to) });
  useShortcut("left", () => step(-1));
  useShortcut("right", () => step(1));
  const title = midnight(day).toLocaleDateString(locale === "en" ? "en-GB" : "zh-CN", {
    year: "numeric",
    month: "long",
    ...(scale === "week" ? { day: "numeric" } : {}),
  });
  const names = daysFrom(weeks[0] ?? day, 7).map((one) =>
    midnight(one).toLocaleDateString(locale === "en" ? "en-GB" : "zh-CN", { weekday: "short" }),
  );
  return (
    <section className="md-calendar" aria-label={t("calendar", { span: title })}>
      <DateNav
        title={title}
        scale={scale}
        onScale={(next) => onSearch({ ...search, scale: next })}
        onStep={step}
        onToday={() => onSearch({ ...search, day: today })}
      >
        <Segmented
          size="small"
          value={by}
          options={[
            { value: "due", label: t("by_due") },
            { value: "planned", label: t("by_planned") },
          ]}
          onChange={(next) => onSearch({ ...search, by: next === "planned" ? "planned" : "due" })}
        />
      </DateNav>
      <div className="md-weekdays" aria-hidden>
        {names.map((one) => (
          <span key={one}>{one}</span>
        ))}
      </div>
      <div className={`md-weeks md-by-${scale}`}>
        {weeks.map((week) => (
          <Week
            key={week}
            week={week}
            by={by}
            scale={scale}
            month={day.slice(0, 7)}
            today={today}
            search={search}
            selected={selected}
            onSelect={onSelect}
          />
        ))}
      </div>
    </section>
  );
}

interface WeekProps {
  week: string;
  by: "due" | "planned";
  scale: "week" | "month";
  month: string;
  today: string;
  search: ListSearch;
  selected: string | null;
  onSelect: (number: string) => void;
}

/** The days of a plan, or the one on which a ticket falls due. */
function covers(row: TicketRow, by: "due" | "planned", day: string): boolean {
  if (by === "due") return row.next_due_at !== null && dayOf(new Date(row.next_due_at)) === day;
  if (!row.planned_from) return false;
  const first = dayOf(new Date(row.planned_from));
  return first <= day && day <= dayOf(new Date(row.planned_until ?? row.planned_from));
}

function Week({ week, by, scale, month, today, search, selected, onSelect }: WeekProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const [open, setOpen] = useState<string | null>(null);
  const behind = addDays(week, 7);
  const span = by === "due" ? dueWithin(week, behind) : plannedWithin(week, behind);
  const condition = search.condition ? { and: [search.condition, span] } : span;
  const sort = by === "due" ? ("next_due_at" as const) : ("planned_from" as const);
  const { rows, error, hasNextPage } = useColumn({ ...search, condition, sort }, PAGE);
  if (error) return <ErrorState error={error} />;
  return (
    <>
      {hasNextPage && <p className="md-note">{t("overfull")}</p>}
      <div className="md-week">
        {daysFrom(week, 7).map((day) => {
          const found = rows.filter((row) => covers(row, by, day));
          const most = open === day ? found.length : SHOWN[scale];
          const name = midnight(day).toLocaleDateString(locale === "en" ? "en-GB" : "zh-CN", {
            month: "numeric",
            day: "numeric",
          });
          const outside = scale === "month" && day.slice(0, 7) !== month;
          return (
            <section
              key={day}
              className={`md-day${day === today ? " md-today" : ""}${outside ? " md-outside" : ""}`}
              aria-label={t("dayTickets", { day: name, n: found.length })}
            >
              <h3>{scale === "month" ? Number(day.slice(8)) : name}</h3>
              <ul>
                {found.slice(0, most).map((row) => (
                  <li key={row.number}>
                    <button
                      type="button"
                      data-number={row.number}
                      className={`md-entry rd-edge-${row.priority}${row.number === selected ? " md-on" : ""}`}
                      title={`${row.number} ${row.subject}`}
                      onClick={() => onSelect(row.number)}
                    >
                      {row.subject}
                    </button>
                  </li>
                ))}
              </ul>
              {found.length > most && (
                <button type="button" className="md-more" onClick={() => setOpen(day)}>
                  {t("dayMore", { n: found.length - most })}
                </button>
              )}
            </section>
          );
        })}
      </div>
    </>
  );
}
