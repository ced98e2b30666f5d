import type { TicketRow } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import {
  EmptyState,
  Loading,
  ResizeHandle,
  soon,
  useAhead,
  useHeldShortcuts,
  useMediaQuery,
  useShortcut,
} from "@relaydesk/ui";
import { useQueryClient } from "@tanstack/react-query";
import { MousePointerClick } from "lucide-react";
import {
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useRef,
  useState,
} from "react";
import { useTicketList } from "./api/list";
import { ticketOptions } from "./api/ticket";
import { timelineOptions } from "./api/timeline";
import { FindBox } from "./list/FindBox";
import { ListToolbar } from "./list/ListToolbar";
import { TicketList } from "./list/TicketList";
import { messages } from "./messages";
import { type ListSearch, sameTickets, withoutFilters } from "./model/search";
import { type SavedView, settingsOf } from "./model/settings";
import { useBulk } from "./selection/useBulk";
import { useSelection } from "./selection/useSelection";
import type { PaneSlots } from "./TicketPane";
import { useCursor } from "./useCursor";
import "./tickets.css";

const SideDrawer = lazy(() => import("./SideDrawer"));
const NewTicket = lazy(() => import("./create/NewTicket"));
const ModePane = lazy(() => import("./modes/ModePane"));
const loadPane = () => import("./TicketPane");
const TicketPane = soon(async () => ({ default: (await loadPane()).TicketPane }));
// An address with a ticket needs its pane at once: it is fetched beside the list, not after it.
if (/\/tickets\/./.test(location.pathname)) void loadSoon().catch(() => undefined);

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
  /** The saved view of the address; undefined until it is known, null when there is none such. */
  view: SavedView | null | undefined;
  /** The sidebar of views; `onChosen` is called when one was chosen. */
  sidebar: (onChosen: () => void) => ReactNode;
  /** What stands below the toolbar: that the view was changed and is not saved. */
  bar: ReactNode;
  /** What is shown in place of tickets when there is no such view. */
  gone: ReactNode;
  /** Opens the builder of conditions. */
  onCondition: () => void;
}

/** The agents' desk: views, list, ticket with its properties. */
export function TicketDesk(props: DeskProps) {
  const {
    search,
    opened,
    me,
    onSearch,
    onOpen,
    onFind,
    may,
    view,
    sidebar,
    bar,
    gone,
    onCondition,
    ...slots
  } = props;
  const t = useMessages(messages);
  const phone = useMediaQuery("(max-width: 767px)");
  const narrow = useMediaQuery("(max-width: 1023px)");
  const [views, setViews] = useState(localStorage.getItem("relaydesk.views") !== "hidden");
  const [viewsDrawer, setViewsDrawer] = useState(false);
  const [creating, setCreating] = useState(false);
  const settings = settingsOf(search, view ?? undefined);
  const flat = settings.mode === "table" || (settings.mode === "list" && !settings.group);
  const list = useTicketList(
    sameTickets(search, settings.sort),
    flat && Boolean(settings.sort) && view !== null,
  );
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
  useAhead(loadSoon);
  useTicketAhead(list.rows, shown);

  const toRequester = useCallback(
    (requester: string) => {
      onOpen(null);
      onSearch({ view: "all", requester });
    },
    [onOpen, onSearch],
  );
  const clear = useCallback(() => onSearch(withoutFilters(search)), [onSearch, search]);
  const back = useCallback(() => onOpen(null), [onOpen]);
  const create = useCallback(() => setCreating(true), []);
  const pane = sidebar(() => setViewsDrawer(false));
  const wide = settings.mode !== "list";
  const toolbar = (
    <>
      <ListToolbar
        title={view?.name ?? ""}
        search={search}
        settings={settings}
        onSearch={onSearch}
        onCondition={onCondition}
        onCreate={create}
        onToggleViews={toggleViews}
      />
      {bar}
    </>
  );
  const shownTicket = shown && (!phone || opened) && (
    <Suspense
      fallback={
        <section className="tk-pane">
          <Loading rows={6} />
        </section>
      }
    >
      <TicketPane
        number={shown}
        me={me}
        onBack={back}
        onOpen={onOpen}
        onNext={next}
        onRequester={toRequester}
        {...slots}
      />
    </Suspense>
  );
  return (
    <main className="tk-desk">
      {!narrow && views && pane}
      {narrow && viewsDrawer && (
        <Suspense fallback={null}>
          <SideDrawer
            placement="left"
            size={240}
            open={viewsDrawer}
            onClose={() => setViewsDrawer(false)}
            title={t("views")}
            styles={{ body: { padding: 0 } }}
          >
            {pane}
          </SideDrawer>
        </Suspense>
      )}
      {(!phone || !opened) && (
        <section className={wide ? "tk-list tk-wide" : "tk-list"} aria-label={t("tickets")}>
          {bulk.bar ?? toolbar}
          {!wide && <FindBox onFind={onFind} />}
          {view === null ? (
            gone
          ) : wide || settings.group ? (
            <Suspense fallback={<Loading rows={8} />}>
              <ModePane
                list={list}
                search={search}
                settings={settings}
                selected={cursor.at}
                onSelect={cursor.choose}
                onSearch={onSearch}
                selection={selecting.selection}
                onMark={selecting.mark}
              />
            </Suspense>
          ) : (
            <TicketList
              query={list}
              search={search}
              selected={cursor.at}
              onSelect={cursor.choose}
              onClearFilters={clear}
              selection={selecting.selection}
              onMark={selecting.mark}
            />
          )}
        </section>
      )}
      {wide && shownTicket && <div className="tk-side">{shownTicket}</div>}
      {!phone && !wide && (
        <ResizeHandle
          variable="--tk-list-width"
          label={t("resizeList")}
          initial={390}
          least={280}
          most={640}
        />
      )}
      {!wide && shownTicket}
      {!wide && !shownTicket && !phone && (
        <section className="tk-pane">
          <EmptyState
            icon={<MousePointerClick size={40} aria-hidden />}
            title={t("choose")}
            hint={t("chooseHint")}
          />
        </section>
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

/** What the first minutes need, fetched while the agent reads the list: the ticket first, then the editor. */
async function loadSoon() {
  await TicketPane.fetch();
  await (await loadPane()).loadParts();
}
