import { useMessages } from "@relaydesk/i18n";
import { Button, Segmented, Select } from "antd";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { type ListSearch, MODES, SORTS } from "../model/search";
import { type Column, type Settings, writeColumns } from "../model/settings";
import "./panels.css";
import { COLUMN_KEYS } from "../modes/columns";
import { BOARD_GROUPS, LIST_GROUPS } from "../modes/groups";
import { messages, type Word } from "../modes/messages";

interface PanelProps {
  search: ListSearch;
  settings: Settings;
  onSearch: (search: ListSearch) => void;
}

/** How the tickets are shown: mode, order, groups, columns. Each change goes into the address at once. */
export default function DisplayPanel({ search, settings, onSearch }: PanelProps) {
  const t = useMessages(messages);
  const { mode, sort, group } = settings;
  const board = mode === "board";
  const groups: readonly string[] = board ? BOARD_GROUPS : LIST_GROUPS;
  const shown = group && groups.includes(group) ? group : board ? "status" : "none";
  return (
    <div className="tk-filters tk-display">
      <Segmented
        aria-label={t("mode")}
        value={mode}
        options={MODES.map((one) => ({ value: one, label: t(`mode_${one}`) }))}
        onChange={(next) => onSearch({ ...search, mode: next })}
      />
      {mode !== "calendar" && mode !== "timeline" && (
        <div>
          <label htmlFor="display-sort">{t("sort")}</label>
          <Select
            id="display-sort"
            value={sort}
            options={SORTS.map((one) => ({ value: one, label: t(`sort_${one}`) }))}
            onChange={(next) => onSearch({ ...search, sort: next })}
          />
        </div>
      )}
      {mode !== "calendar" && mode !== "timeline" && (
        <div>
          <label htmlFor="display-group">{t(board ? "boardBy" : "group")}</label>
          <Select
            id="display-group"
            value={shown}
            options={[
              ...(board ? [] : [{ value: "none", label: t("noGroup") }]),
              ...groups.map((one) => ({ value: one, label: t(`group_${one}` as Word) })),
            ]}
            onChange={(next) => onSearch({ ...search, group: next })}
          />
        </div>
      )}
      {mode === "table" && (
        <ColumnPicker
          columns={settings.columns}
          onColumns={(columns) => onSearch({ ...search, columns: writeColumns(columns) })}
        />
      )}
    </div>
  );
}

interface PickerProps {
  columns: Column[];
  onColumns: (columns: Column[]) => void;
}

function ColumnPicker({ columns, onColumns }: PickerProps) {
  const t = useMessages(messages);
  const name = (key: string) => t(`c_${key}` as Word);
  const move = (index: number, by: 1 | -1) => {
    const next = [...columns];
    const [one] = next.splice(index, 1);
    if (one) next.splice(index + by, 0, one);
    onColumns(next);
  };
  const free = COLUMN_KEYS.filter((key) => !columns.some((one) => one.key === key));
  const act = (label: string, icon: typeof X, disabled: boolean, onClick: () => void) => {
    const Icon = icon;
    return (
      <Button
        size="small"
        type="text"
        aria-label={label}
        title={label}
        disabled={disabled}
        icon={<Icon size={13} aria-hidden />}
        onClick={onClick}
      />
    );
  };
  return (
    <fieldset className="tk-columns">
      <legend>{t("columns")}</legend>
      <ol>
        {columns.map((one, index) => (
          <li key={one.key}>
            <span>{name(one.key)}</span>
            {act(t("columnUp", { name: name(one.key) }), ArrowUp, index === 0, () => move(index, -1))}
            {act(t("columnDown", { name: name(one.key) }), ArrowDown, index === columns.length - 1, () =>
              move(index, 1),
            )}
            {act(t("columnOff", { name: name(one.key) }), X, columns.length === 1, () =>
              onColumns(columns.filter((each) => each.key !== one.key)),
            )}
          </li>
        ))}
      </ol>
      {free.length > 0 && (
        <Select
          aria-label={t("addColumn")}
          placeholder={t("addColumn")}
          value={null}
          options={free.map((key) => ({ value: key, label: name(key) }))}
          onChange={(key: string | null) => key && onColumns([...columns, { key, width: null }])}
        />
      )}
    </fieldset>
  );
}
