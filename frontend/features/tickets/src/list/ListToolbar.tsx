import { useMessages } from "@relaydesk/i18n";
import { ShortcutHint, useShortcut } from "@relaydesk/ui";
import { Badge, Button, Dropdown, Popover } from "antd";
import { ArrowDownUp, ListFilter, PanelLeft, Plus } from "lucide-react";
import { memo, useState } from "react";
import { messages } from "../messages";
import { activeFilters, type ListSearch, SORTS, type Sort } from "../model/search";
import { FilterPanel } from "./FilterPanel";

interface ToolbarProps {
  search: ListSearch;
  onSearch: (search: ListSearch) => void;
  onCreate: () => void;
  onToggleViews: () => void;
}

/** Name of the view, order, filters and the button for a new ticket. */
export const ListToolbar = memo(function ListToolbar({
  search,
  onSearch,
  onCreate,
  onToggleViews,
}: ToolbarProps) {
  const t = useMessages(messages);
  const [open, setOpen] = useState(false);
  const filters = activeFilters(search).length;
  useShortcut("filter", () => setOpen(true));
  useShortcut("create", onCreate);
  const orders = SORTS.map((sort) => ({ key: sort, label: t(`sort_${sort}`) }));
  return (
    <header className="tk-toolbar">
      <ShortcutHint id="views" title={t("views")}>
        <Button
          type="text"
          aria-label={t("views")}
          icon={<PanelLeft size={16} aria-hidden />}
          onClick={onToggleViews}
        />
      </ShortcutHint>
      <h1>{t(`view_${search.view}`)}</h1>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: orders,
          selectable: true,
          selectedKeys: [search.sort],
          onClick: ({ key }) => onSearch({ ...search, sort: key as Sort }),
        }}
      >
        <Button
          type="text"
          aria-label={`${t("sort")}: ${t(`sort_${search.sort}`)}`}
          title={t(`sort_${search.sort}`)}
          icon={<ArrowDownUp size={15} aria-hidden />}
        />
      </Dropdown>
      <Popover
        trigger="click"
        placement="bottomRight"
        open={open}
        onOpenChange={setOpen}
        content={<FilterPanel search={search} onSearch={onSearch} />}
      >
        <Button
          title={`${t("filter")} (F)`}
          type={filters ? "default" : "text"}
          aria-label={filters ? `${t("filter")} (${filters})` : t("filter")}
          icon={
            <Badge count={filters} size="small" offset={[4, -2]}>
              <ListFilter size={15} aria-hidden />
            </Badge>
          }
        />
      </Popover>
      <ShortcutHint id="create" title={t("newTicket")}>
        <Button type="primary" icon={<Plus size={15} aria-hidden />} onClick={onCreate}>
          {t("newShort")}
        </Button>
      </ShortcutHint>
    </header>
  );
});
