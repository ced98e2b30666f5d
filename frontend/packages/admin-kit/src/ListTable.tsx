import { useMessages } from "@relaydesk/i18n";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { AdminLink, useAdmin } from "./context";
import { messages } from "./messages";

export interface Column<Row> {
  key: string;
  title: string;
  render: (row: Row) => ReactNode;
  /** Sorted by the server under this name; `-name` is downwards. The address holds it as `sort`. */
  sort?: string;
  /** Not on a phone; say it there in the `sub` of the first column. */
  wide?: boolean;
  /** A second line under the first column, on phones only. */
  sub?: (row: Row) => ReactNode;
  align?: "end";
  width?: string;
}

interface TableProps<Row> {
  label: string;
  rows: Row[];
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  rowTo?: (row: Row) => string;
  onOpen?: (row: Row) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
}

/** A native table: a row opens by a click anywhere, and by the link or button in its first cell for the keyboard. */
export function ListTable<Row>({ label, rows, columns, rowKey, rowTo, onOpen, onKeyDown }: TableProps<Row>) {
  const clickable = Boolean(rowTo ?? onOpen);
  const onRow = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    // A click in a menu or dialog of the row comes here as well, though they stand elsewhere in the page.
    if (!event.currentTarget.contains(target) || getSelection()?.toString()) return;
    if (target.closest("a, button, input, label")) return;
    event.currentTarget.querySelector<HTMLElement>("[data-row-link]")?.click();
  };
  return (
    <table className="ad-table" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <Head key={column.key} column={column} />
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={onKeyDown}>
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            data-row
            className={clickable ? "ad-row" : undefined}
            onClick={clickable ? onRow : undefined}
          >
            {columns.map((column, index) => (
              <td key={column.key} className={cellClass(column)}>
                {index === 0 ? (
                  <Opening row={row} rowTo={rowTo} onOpen={onOpen}>
                    {column.render(row)}
                  </Opening>
                ) : (
                  column.render(row)
                )}
                {column.sub && <div className="ad-sub">{column.sub(row)}</div>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellClass<Row>(column: Column<Row>): string | undefined {
  return [column.wide && "ad-wide", column.align && "ad-end"].filter(Boolean).join(" ") || undefined;
}

interface OpeningProps<Row> {
  row: Row;
  rowTo?: (row: Row) => string;
  onOpen?: (row: Row) => void;
  children: ReactNode;
}

function Opening<Row>({ row, rowTo, onOpen, children }: OpeningProps<Row>) {
  if (rowTo)
    return (
      <AdminLink to={rowTo(row)} className="ad-open" data-row-link>
        {children}
      </AdminLink>
    );
  if (onOpen)
    return (
      <button type="button" className="ad-open" data-row-link onClick={() => onOpen(row)}>
        {children}
      </button>
    );
  return <>{children}</>;
}

function Head<Row>({ column }: { column: Column<Row> }) {
  const t = useMessages(messages);
  const { query, setQuery } = useAdmin();
  const name = column.sort;
  const style = column.width ? { width: column.width } : undefined;
  if (!name)
    return (
      <th scope="col" className={cellClass(column)} style={style}>
        {column.title}
      </th>
    );
  const up = query.sort === name;
  const down = query.sort === `-${name}`;
  return (
    <th
      scope="col"
      className={cellClass(column)}
      style={style}
      aria-sort={up ? "ascending" : down ? "descending" : undefined}
    >
      <button
        type="button"
        className="ad-sort"
        title={t("sortBy", { column: column.title })}
        onClick={() => setQuery({ sort: up ? `-${name}` : name })}
      >
        {column.title}
        {up && <ArrowUp size={12} aria-hidden />}
        {down && <ArrowDown size={12} aria-hidden />}
      </button>
    </th>
  );
}
