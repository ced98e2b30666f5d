import type { TicketRow } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { EmptyState, ResizeHandle, useHeldShortcuts, useMediaQuery, useShortcut } from "@relaydesk/ui";
import { useQueryClient } from "@tanstack/react-query";
import { Drawer } from "antd";
import { MousePointerClick } from "lucide-react";
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useRef, useState } from "react";
import { useTicketList } from "./api/list";
import { ticketOptions } from "./api/ticket";
import { timelineOptions } from "./api/timeline";
import { FindBox } from "./list/FindBox";
import { ListToolbar } from "./list/ListToolbar";
import { TicketList } from "./list/TicketList";
import { messages } from "./messages";
import type { ListSearch } from "./model/search";
import { useBulk } from "./selection/useBulk";
import { useSelection } from "./selection/useSelection";
import { type PaneSlots, TicketPane } from "./TicketPane";
import { useCursor } from "./useCursor";
import { ViewsPane } from "./views/ViewsPane";
import "./tickets.css";

const NewTicket = lazy(() => import("./create/NewTicket"));

export interface DeskProps extends PaneSlots {
  search: ListSearch;
  /** The ticket in the address. */
  opened: string | null;
  me: string;
  onSearch: (search: ListSearch) => void;
  /** `null` goes back to the list. */
  onOpen: (number: string | null) => void;
  /** Opens the search. */
  onFind: () => void;
  /** Whether a permission is granted at all. */
  may: (permission: string) => boolean;
}

/** The agents' desk: views, list, ticket with its properties. */
export function TicketDesk({ search, opened, me, onSearch, onOpen, onFind, may, ...slots }: DeskProps) {
  const t = useMessages(messages);
  const phone = useMediaQuery("(max-width: 767px)");
  const narrow = useMediaQuery("(max-width: 1023px)");
  const [views, setViews] = useState(localStorage.getItem("relaydesk.views") !== "hidden");
  const [viewsDrawer, setViewsDrawer] = useState(false);
  const [creating, setCreating] = useState(false);
  const list = useTicketList(search);
  const cursor = useCursor(opened, onOpen);
  const shown = useDeferredValue(cursor.shown);
  const selecting = useSelection(search, { rows: list.rows, at: cursor.at, move: cursor.move });
  const bulk = useBulk(search, selecting, may);

  const step = (by: number) => {
    const index = list.rows.findIndex((row) => row.number === cursor.at);
    const next = list.rows[index < 0 ? 0 : index + by];
    if (next) cursor.move(next.number);
  };
  const toggleViews = useCallback(() => {
    if (narrow) return setViewsDrawer((now) => !now);
    setViews((now) => {
      localStorage.setItem("relaydesk.views", now ? "hidden" : "shown");
      return !now;
    });
  }, [narrow]);
  const stepNow = useRef(step);
  useEffect(() => {
    stepNow.current = step;
  });
  const next = useCallback(() => stepNow.current(1), []);
  useShortcut("next", () => step(1));
  useShortcut("previous", () => step(-1));
  useShortcut("open", () => cursor.at && cursor.choose(cursor.at));
  useShortcut("back", () => onOpen(null));
  useShortcut("views", toggleViews);
  useHeldShortcuts("ticket", cursor.at !== shown);
  useEditorAhead();
  useTicketAhead(list.rows, shown);

  const toRequester = useCallback(
    (requester: string) => {
      onOpen(null);
      onSearch({ view: "all", sort: search.sort, requester });
    },
    [onOpen, onSearch, search.sort],
  );
  const clear = useCallback(() => onSearch({ view: search.view, sort: search.sort }), [onSearch, search]);
  const back = useCallback(() => onOpen(null), [onOpen]);
  const create = useCallback(() => setCreating(true), []);
  const choose = useCallback(
    (view: ListSearch["view"]) => {
      setViewsDrawer(false);
      onSearch({ view, sort: search.sort });
    },
    [onSearch, search.sort],
  );
  const pane = <ViewsPane view={search.view} onView={choose} />;
  return (
    <main className="tk-desk">
      {!narrow && views && pane}
      {narrow && (
        <Drawer
          placement="left"
          size={240}
          open={viewsDrawer}
          onClose={() => setViewsDrawer(false)}
          title={t("views")}
          styles={{ body: { padding: 0 } }}
        >
          {pane}
        </Drawer>
      )}
      {(!phone || !opened) && (
        <section className="tk-list" aria-label={t("tickets")}>
          {bulk.bar ?? (
            <ListToolbar search={search} onSearch={onSearch} onCreate={create} onToggleViews={toggleViews} />
          )}
          <FindBox onFind={onFind} />
          <TicketList
            query={list}
            search={search}
            selected={cursor.at}
            onSelect={cursor.choose}
            onClearFilters={clear}
            selection={selecting.selection}
            onMark={selecting.mark}
          />
        </section>
      )}
      {!phone && (
        <ResizeHandle
          variable="--tk-list-width"
          label={t("resizeList")}
          initial={390}
          least={280}
          most={640}
        />
      )}
      {shown && (!phone || opened) ? (
        <TicketPane number={shown} me={me} onBack={back} onNext={next} onRequester={toRequester} {...slots} />
      ) : (
        !phone && (
          <section className="tk-pane">
            <EmptyState
              icon={<MousePointerClick size={40} aria-hidden />}
              title={t("choose")}
              hint={t("chooseHint")}
            />
          </section>
        )
      )}
      {bulk.panels}
      {creating && (
        <Suspense fallback={null}>
          <NewTicket
            onClose={() => setCreating(false)}
            onCreated={(number) => {
              setCreating(false);
              onOpen(number);
            }}
          />
        </Suspense>
      )}
    </main>
  );
}

/** Reads the ticket below the open one, so that the next step shows it at once. */
function useTicketAhead(rows: TicketRow[], shown: string | null) {
  const client = useQueryClient();
  const at = rows.findIndex((row) => row.number === shown);
  const next = at < 0 ? undefined : rows[at + 1]?.number;
  useEffect(() => {
    if (!next) return;
    void client.prefetchQuery(ticketOptions(next));
    void client.prefetchInfiniteQuery(timelineOptions(next));
  }, [client, next]);
}

/** Fetches the editor while the agent reads the list, so that the first reply need not wait for it. */
function useEditorAhead() {
  useEffect(() => {
    const timer = setTimeout(() => void import("./composer/RichEditor"), 1500);
    return () => clearTimeout(timer);
  }, []);
}
