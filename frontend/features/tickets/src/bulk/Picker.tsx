import { PRIORITIES } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { type ShortcutId, StatusDot, useShortcut } from "@relaydesk/ui";
import { Button, Popover, Select } from "antd";
import type { ReactNode } from "react";
import { allStatuses, useAgents, useLabels, useTeams, useTypes } from "../api/directory";
import { useFocusSoon } from "../useFocusSoon";
import type { BulkEdits } from "./api";
import { messages } from "./messages";

export type Property = "assign" | "status" | "priority" | "team" | "type" | "label";

interface PickerProps {
  property: Property;
  /** Without one it has no button of its own: it opens from the menu or by its key. */
  icon?: ReactNode;
  shortcut?: ShortcutId;
  open: boolean;
  disabled: boolean;
  onOpen: (open: boolean) => void;
  onPick: (edits: BulkEdits) => void;
}

interface Option {
  value: string;
  label: string;
  category?: string;
}

const NONE = "";

/** One property for all selected tickets: a list to search, open at once; what is picked is done. */
export function Picker({ property, icon, shortcut, open, disabled, onOpen, onPick }: PickerProps) {
  const t = useMessages(messages);
  useShortcut(shortcut ?? "assign", () => onOpen(true), shortcut !== undefined && !disabled, true);
  // Always there: without a content a click does not open it. It is made only when it opens.
  const content = <Choices property={property} onPick={onPick} onClose={() => onOpen(false)} />;
  return (
    <Popover
      open={open}
      onOpenChange={(next) => (next ? !disabled && onOpen(true) : onOpen(false))}
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      content={content}
    >
      {icon ? (
        <Button type="text" icon={icon} disabled={disabled} aria-label={t(property)} title={t(property)}>
          <span className="bk-word">{t(property)}</span>
        </Button>
      ) : (
        <span className="bk-anchor" aria-hidden />
      )}
    </Popover>
  );
}

interface ChoicesProps {
  property: Property;
  onPick: (edits: BulkEdits) => void;
  onClose: () => void;
}

function Choices({ property, onPick, onClose }: ChoicesProps) {
  const t = useMessages(messages);
  const options = useOptions(property);
  const select = useFocusSoon();
  return (
    <Select<string, Option>
      ref={select}
      className="bk-select"
      aria-label={t(property)}
      defaultOpen
      showSearch={{ optionFilterProp: "label" }}
      placeholder={t(property)}
      options={options}
      getPopupContainer={(node) => node.parentElement ?? document.body}
      optionRender={({ data }) => (
        <span className="tk-choice">
          {data.category && <StatusDot category={data.category} />}
          <span>{data.label}</span>
        </span>
      )}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
      onSelect={(value: string) => onPick(editsOf(property, value))}
    />
  );
}

function editsOf(property: Property, value: string): BulkEdits {
  const given = value === NONE ? null : value;
  if (property === "assign") return { assignee_id: given };
  if (property === "team") return { team_id: given };
  if (property === "label") return { label: given };
  return { [property]: value };
}

function useOptions(property: Property): Option[] {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const types = useTypes().data ?? [];
  const agents = useAgents().data ?? [];
  const teams = useTeams().data ?? [];
  const labels = useLabels(property === "label").data ?? [];
  const name = (one: { name: string; name_en: string }) =>
    locale === "en" ? one.name_en || one.name : one.name;
  switch (property) {
    case "assign":
      return [{ value: NONE, label: t("nobody") }, ...agents.map((a) => ({ value: a.id, label: a.name }))];
    case "team":
      return [
        { value: NONE, label: t("noTeam") },
        ...teams.map((one) => ({ value: one.id, label: name(one) })),
      ];
    case "label":
      return [
        { value: NONE, label: t("noLabel") },
        ...labels.map((one) => ({ value: one.key, label: name(one) })),
      ];
    case "status":
      return allStatuses(types).map((one) => ({ value: one.key, label: name(one), category: one.category }));
    case "priority":
      return PRIORITIES.map((one) => ({ value: one, label: `${one} ${t(one)}` }));
    case "type":
      return types.map((one) => ({ value: one.key, label: name(one) }));
  }
}
