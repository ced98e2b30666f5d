import type { TicketRow } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading, StatusDot, useProblemText, useShortcut } from "@relaydesk/ui";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown } from "antd";
import { MoveRight } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import type { ListSearch } from "../model/search";
import { columnKey, useChangeRow, useColumn, useGroups } from "./api";
import { Card } from "./Card";
import {
  BOARD_GROUPS,
  type Group,
  type GroupBy,
  groupOf,
  groupsOf,
  inGroup,
  moveInto,
  refusal,
} from "./groups";
import type { ModeProps } from "./ModePane";
import { messages, type Word } from "./messages";
import { useWords } from "./useWords";

const PAGE = 25;
const UNDO_SECONDS = 10;

/** Tickets in columns. A card is moved by dragging it, or by `m` and a choice; only legal moves are offered. */
export default function BoardMode({ search, settings, selected, onSelect }: ModeProps) {
  const t = useMessages(messages);
  const words = useWords();
  const by: GroupBy = BOARD_GROUPS.find((one) => one === settings.group) ?? "status";
  const found = useGroups(search, by);
  const box = useRef<HTMLElement>(null);
  const [dragged, setDragged] = useState<TicketRow | null>(null);
  const [menu, setMenu] = useState<string | null>(null);
  const groups = groupsOf(by, found.data, search, words);
  const searchOf = (group: Group): ListSearch => ({
    ...inGroup(search, by, group.value),
    sort: settings.sort,
  });
  const move = useMoves(by, groups, searchOf);
  useCardKeys(box, selected, onSelect, setMenu);
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data || words.types.length === 0) return <Loading rows={8} />;
  const why = (group: Group, row: TicketRow): string | null => {
    const reason = refusal(by, group, row, words.types);
    if (!reason) return null;
    const from = words.locale === "en" ? row.status.name_en : row.status.name;
    return t(reason as Word, { from, to: group.label });
  };
  return (
    <section ref={box} className="md-board" aria-label={t("board", { by: t(`group_${by}`) })}>
      {found.data.cut && <p className="md-note">{t("cut")}</p>}
      <div className="md-columns">
        {groups.map((group) => (
          <Column
            key={group.value ?? ""}
            group={group}
            search={searchOf(group)}
            refusal={dragged && why(group, dragged)}
            dragging={dragged !== null}
            home={dragged !== null && groupOf(by, dragged) === group.value}
            selected={selected}
            onSelect={onSelect}
            onDrag={setDragged}
            onDrop={() => {
              if (dragged && !refusal(by, group, dragged, words.types)) move(dragged, group);
              setDragged(null);
            }}
            menuOf={(row) => (
              <Dropdown
                trigger={["click"]}
                open={menu === row.number}
                onOpenChange={(open) => setMenu(open ? row.number : null)}
                menu={{
                  items: groups.map((one) => {
                    const reason = why(one, row);
                    return {
                      key: one.value ?? "",
                      disabled: reason !== null,
                      label: reason ? `${one.label} · ${reason}` : one.label,
                    };
                  }),
                  onClick: ({ key }) => {
                    const to = groups.find((one) => (one.value ?? "") === key);
                    if (to) move(row, to);
                  },
                }}
              >
                <Button
                  className="md-move"
                  type="text"
                  size="small"
                  aria-label={t("moveMenu", { number: row.number })}
                  icon={<MoveRight size={14} aria-hidden />}
                />
              </Dropdown>
            )}
          />
        ))}
      </div>
    </section>
  );
}

/** Moves cards: shown at once, told with a way back, put back when the server refuses. */
function useMoves(by: GroupBy, groups: Group[], searchOf: (group: Group) => ListSearch) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const client = useQueryClient();
  const words = useWords();
  const { message, notification } = App.useApp();
  const change = useChangeRow((error, { row }) =>
    message.error(t("refusedMove", { number: row.number }) + textOf(error), 6),
  );
  const keyOf = (group: Group | undefined) => (group ? columnKey(searchOf(group), PAGE) : null);
  const send = (row: TicketRow, to: Group, done: (changed: TicketRow, from: Group | undefined) => void) => {
    const wanted = moveInto(by, to, row, words.types);
    const from = groups.find((one) => one.value === groupOf(by, row));
    if (!wanted) return;
    change.mutate(
      { row, patch: wanted.patch, preview: wanted.preview, from: keyOf(from), to: keyOf(to) },
      { onSuccess: (changed) => done(changed, from) },
    );
  };
  return (row: TicketRow, to: Group) =>
    send(row, to, (changed, from) => {
      const key = `move-${row.number}`;
      const back = from && refusal(by, from, changed, words.types) === null;
      void client.invalidateQueries({ queryKey: ["tickets", "columns", "groups"] });
      notification.success({
        key,
        title: t("moved", { number: row.number, to: to.label }),
        duration: UNDO_SECONDS,
        actions: back ? (
          <Button
            size="small"
            onClick={() => {
              notification.destroy(key);
              send(changed, from, () => undefined);
            }}
          >
            {t("undo")}
          </Button>
        ) : undefined,
      });
    });
}

/** `j` `k` within a column, `h` `l` between columns, `m` opens the menu of moves. */
function useCardKeys(
  box: { current: HTMLElement | null },
  selected: string | null,
  onSelect: (number: string) => void,
  onMenu: (number: string | null) => void,
) {
  const columns = () =>
    [...(box.current?.querySelectorAll<HTMLElement>(".md-column") ?? [])].map((column) =>
      [...column.querySelectorAll<HTMLElement>("[data-number]")].map((one) => one.dataset.number ?? ""),
    );
  const go = (down: number, right: number) => {
    const all = columns();
    const at = all.findIndex((column) => selected !== null && column.includes(selected));
    if (at < 0) {
      const first = all.find((column) => column.length > 0)?.[0];
      if (first) onSelect(first);
      return;
    }
    const row = all[at]?.indexOf(selected ?? "") ?? 0;
    if (down) {
      const next = all[at]?.[row + down];
      if (next) onSelect(next);
      return;
    }
    for (let to = at + right; to >= 0 && to < all.length; to += right) {
      const column = all[to] ?? [];
      const next = column[Math.min(row, column.length - 1)];
      if (next) return onSelect(next);
    }
  };
  useShortcut("next", () => go(1, 0));
  useShortcut("previous", () => go(-1, 0));
  useShortcut("right", () => go(0, 1));
  useShortcut("left", () => go(0, -1));
  useShortcut("move", () => onMenu(selected));
}

interface ColumnProps {
  group: Group;
  search: ListSearch;
  /** Why the dragged card may not come here; null when it may or nothing is dragged. */
  refusal: string | null;
  dragging: boolean;
  home: boolean;
  selected: string | null;
  onSelect: (number: string) => void;
  onDrag: (row: TicketRow | null) => void;
  onDrop: () => void;
  menuOf: (row: TicketRow) => React.ReactNode;
}

function Column(props: ColumnProps) {
  const {
    group,
    search,
    refusal: reason,
    dragging,
    home,
    selected,
    onSelect,
    onDrag,
    onDrop,
    menuOf,
  } = props;
  const t = useMessages(messages);
  const { rows, isPending, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useColumn(search, PAGE);
  const [over, setOver] = useState(false);
  const open = dragging && !reason;
  const allow = (event: DragEvent) => {
    if (!open) return;
    event.preventDefault();
    setOver(true);
  };
  const state = !dragging || home ? "" : open ? (over ? " md-over" : " md-open") : " md-shut";
  return (
    <section
      className={`md-column${state}`}
      aria-label={t("column", { name: group.label, n: group.count })}
      data-column={group.value ?? ""}
      onDragOver={allow}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop();
      }}
    >
      <h2>
        {group.category && <StatusDot category={group.category} />} <span>{group.label}</span>
        <span className="tk-count">{group.count}</span>
      </h2>
      {dragging && !home && reason && <p className="md-why">{reason}</p>}
      <ul
        onScroll={(event) => {
          const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
          if (hasNextPage && !isFetchingNextPage && scrollTop + clientHeight > scrollHeight - 400)
            void fetchNextPage();
        }}
      >
        {rows.map((row) => (
          <li
            key={row.number}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = "move";
              event.dataTransfer.setData("text/plain", row.number);
              onDrag(row);
            }}
            onDragEnd={() => onDrag(null)}
          >
            <Card row={row} selected={row.number === selected} onSelect={onSelect}>
              {menuOf(row)}
            </Card>
          </li>
        ))}
        {isPending && <Loading rows={3} />}
        {error && (
          <li>
            <ErrorState error={error} />
          </li>
        )}
        {!isPending && rows.length === 0 && <li className="md-empty">{t("empty")}</li>}
        {hasNextPage && (
          <li>
            <Button
              size="small"
              type="text"
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {t("more")}
            </Button>
          </li>
        )}
      </ul>
    </section>
  );
}
