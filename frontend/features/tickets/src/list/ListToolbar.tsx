import { useMessages } from "@relaydesk/i18n";
import { Loading, ShortcutHint, useShortcut } from "@relaydesk/ui";
import { Badge, Button, Popover } from "antd";
import { ListFilter, PanelLeft, Plus, SlidersHorizontal } from "lucide-react";
import { lazy, memo, Suspense, useState } from "react";
import { messages } from "../messages";
import { activeFilters, type ListSearch } from "../model/search";
import type { Settings } from "../model/settings";

const FilterPanel = lazy(() => import("./FilterPanel"));
const DisplayPanel = lazy(() => import("./DisplayPanel"));

interface ToolbarProps {
  title: string;
  search: ListSearch;
  settings: Settings;
  onSearch: (search: ListSearch) => void;
  /** Opens the builder of conditions. */
  onCondition: () => void;
  onCreate: () => void;
  onToggleViews: () => void;
}

/** Name of the view, how it is shown, filters and the button for a new ticket. */
export const ListToolbar = memo(function ListToolbar(props: ToolbarProps) {
  const { title, search, settings, onSearch, onCondition, onCreate, onToggleViews } = props;
  const t = useMessages(messages);
  const [open, setOpen] = useState<"filter" | "display" | null>(null);
  const filters = activeFilters(search).length;
  useShortcut("filter", () => setOpen("filter"));
  useShortcut("display", () => setOpen("display"));
  useShortcut("create", onCreate);
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
      <h1>{title}</h1>
      <Popover
        trigger="click"
        placement="bottomRight"
        open={open === "display"}
        onOpenChange={(next) => setOpen(next ? "display" : null)}
        content={
          <Suspense fallback={<Loading rows={4} />}>
            <DisplayPanel search={search} settings={settings} onSearch={onSearch} />
          </Suspense>
        }
      >
        <Button
          type="text"
          title={`${t("display")} (V)`}
          aria-label={t("display")}
          icon={<SlidersHorizontal size={15} aria-hidden />}
        />
      </Popover>
      <Popover
        trigger="click"
        placement="bottomRight"
        open={open === "filter"}
        onOpenChange={(next) => setOpen(next ? "filter" : null)}
        content={
          <Suspense fallback={<Loading rows={4} />}>
            <FilterPanel
              search={search}
              onSearch={onSearch}
              onCondition={() => {
                setOpen(null);
                onCondition();
              }}
            />
          </Suspense>
        }
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
