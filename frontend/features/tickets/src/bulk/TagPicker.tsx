import { useMessages } from "@relaydesk/i18n";
import { Button, Popover } from "antd";
import { type ReactNode, useState } from "react";
import { TagSelect } from "../tags/TagSelect";
import type { BulkEdits } from "./api";
import { messages } from "./messages";

interface TagsProps {
  icon: ReactNode;
  open: boolean;
  disabled: boolean;
  onOpen: (open: boolean) => void;
  onPick: (edits: BulkEdits) => void;
}

/** Tags to add to those of each ticket, and to take off. */
export function TagPicker({ icon, open, disabled, onOpen, onPick }: TagsProps) {
  const t = useMessages(messages);
  return (
    <Popover
      open={open}
      onOpenChange={(next) => onOpen(next && !disabled)}
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      content={<Tags onPick={onPick} />}
    >
      <Button type="text" icon={icon} disabled={disabled} aria-label={t("tags")} title={t("tags")}>
        <span className="bk-word">{t("tags")}</span>
      </Button>
    </Popover>
  );
}

function Tags({ onPick }: Pick<TagsProps, "onPick">) {
  const t = useMessages(messages);
  const [added, setAdded] = useState<string[]>([]);
  const [removed, setRemoved] = useState<string[]>([]);
  const field = (label: string, value: string[], set: (tags: string[]) => void, focus: boolean) => (
    <TagSelect
      className="bk-select"
      label={label}
      placeholder={label}
      value={value}
      autoFocus={focus}
      onChange={set}
    />
  );
  return (
    <div className="bk-tags">
      {field(t("addTags"), added, setAdded, true)}
      {field(t("removeTags"), removed, setRemoved, false)}
      <Button
        type="primary"
        disabled={added.length + removed.length === 0}
        onClick={() =>
          onPick({
            ...(added.length ? { add_tags: added } : {}),
            ...(removed.length ? { remove_tags: removed } : {}),
          })
        }
      >
        {t("apply")}
      </Button>
    </div>
  );
}
