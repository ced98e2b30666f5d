import { useMessages } from "@relaydesk/i18n";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { CSSProperties, KeyboardEvent, PointerEvent } from "react";
import type { Sort } from "../model/search";
import type { Column } from "../model/settings";
import { COLUMNS } from "./columns";
import { messages, type Word } from "./messages";

interface HeadProps {
  columns: Column[];
  widths: number[];
  style: CSSProperties;
  sort: Sort | undefined;
  onSort: (sort: Sort) => void;
  /** While an edge is dragged. */
  onWidths: (columns: Column[]) => void;
  onDone: (columns: Column[]) => void;
}

const LEAST = 48;
const MOST = 900;

/** The heads of the table: a click sorts where an order exists, the edge changes the width (arrow keys too). */
export function TableHead({ columns, widths, style, sort, onSort, onWidths, onDone }: HeadProps) {
  const t = useMessages(messages);
  const resized = (index: number, width: number) =>
    columns.map((one, at) =>
      at === index ? { ...one, width: Math.round(Math.min(MOST, Math.max(LEAST, width))) } : one,
    );
  const drag = (index: number) => (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    const element = event.currentTarget;
    const [start, width] = [event.clientX, widths[index] ?? LEAST];
    let next = columns;
    element.setPointerCapture(event.pointerId);
    element.onpointermove = (move) => {
      next = resized(index, width + move.clientX - start);
      onWidths(next);
    };
    element.onpointerup = () => {
      element.onpointermove = null;
      element.onpointerup = null;
      onDone(next);
    };
  };
  const press = (index: number) => (event: KeyboardEvent) => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (step) onDone(resized(index, (widths[index] ?? LEAST) + step));
  };
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: what stands in it takes the focus
    // biome-ignore lint/a11y/useSemanticElements: a head that goes with free rows cannot be a <tr>
    <div role="row" className="md-head" style={style} aria-rowindex={1}>
      {columns.map((column, index) => {
        const sorts = COLUMNS[column.key]?.sorts;
        const on = sorts?.includes(sort ?? "");
        const down = on && sort?.startsWith("-");
        const name = t(`c_${column.key}` as Word);
        const next = sorts && on && sorts[1] ? (sorts[0] === sort ? sorts[1] : sorts[0]) : sorts?.[0];
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus
          // biome-ignore lint/a11y/useSemanticElements: see above
          <div
            key={column.key}
            role="columnheader"
            className="md-cell"
            aria-sort={on ? (down ? "descending" : "ascending") : undefined}
          >
            {next ? (
              <button type="button" onClick={() => onSort(next as Sort)}>
                {name}
                {on && (down ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}
              </button>
            ) : (
              <span>{name}</span>
            )}
            {/* biome-ignore lint/a11y/useSemanticElements: a movable separator is a splitter, which <hr> cannot be */}
            <div
              role="separator"
              tabIndex={0}
              className="md-edge"
              aria-orientation="vertical"
              aria-label={t("columnWidth", { name })}
              aria-valuenow={widths[index]}
              aria-valuemin={LEAST}
              aria-valuemax={MOST}
              onPointerDown={drag(index)}
              onKeyDown={press(index)}
            />
          </div>
        );
      })}
    </div>
  );
}
