import { Loading } from "@relaydesk/ui";
import { lazy, Suspense } from "react";
import type { useTicketList } from "../api/list";
import type { ListSearch } from "../model/search";
import type { Settings } from "../model/settings";
import type { Selection } from "../selection/selection";
import "./modes.css";

const TableMode = lazy(() => import("./TableMode"));
const BoardMode = lazy(() => import("./BoardMode"));
const CalendarMode = lazy(() => import("./CalendarMode"));
const TimelineMode = lazy(() => import("./TimelineMode"));
const GroupedList = lazy(() => import("./GroupedList"));

export interface ModeProps {
  list: ReturnType<typeof useTicketList>;
  search: ListSearch;
  settings: Settings;
  selected: string | null;
  onSelect: (number: string) => void;
  onSearch: (search: ListSearch) => void;
  selection: Selection;
  onMark: (number: string, range: boolean) => void;
}

/** The same tickets as the list, shown in another way. Each way is loaded when it is first wanted. */
export default function ModePane(props: ModeProps) {
  const { mode, group } = props.settings;
  return (
    <Suspense fallback={<Loading rows={8} />}>
      {mode === "board" ? (
        <BoardMode {...props} />
      ) : mode === "calendar" ? (
        <CalendarMode {...props} />
      ) : mode === "timeline" ? (
        <TimelineMode {...props} />
      ) : group ? (
        <GroupedList {...props} />
      ) : (
        <TableMode {...props} />
      )}
    </Suspense>
  );
}
