import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import {
  ErrorState,
  Loading,
  ResizeHandle,
  ShortcutHint,
  StatusDot,
  soon,
  useHeldShortcuts,
  useMediaQuery,
  useShortcut,
} from "@relaydesk/ui";
import { usePrefetchInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { ArrowLeft, Copy, PanelRight } from "lucide-react";
import { lazy, memo, type ReactNode, Suspense, useState } from "react";
import { useTicket } from "./api/ticket";
import { timelineOptions } from "./api/timeline";
import { BinBanner, BinButton } from "./Bin";
import { loadEditor } from "./composer/EditorSlot";
import { LabelBadge } from "./LabelBadge";
import { messages } from "./messages";
import { channelName } from "./model/sentences";
import { PropertiesPane } from "./properties/PropertiesPane";
import { useTicketEditor } from "./properties/useEditor";
import { ChannelIcon } from "./rows/ChannelIcon";
import { Subject } from "./Subject";
import { Thread } from "./thread/Thread";
import { useCopy } from "./useCopy";

const TicketActions = soon(() => import("./relations/TicketActions"));
const TicketBanner = lazy(() => import("./relations/TicketBanner"));
const TicketCards = soon(() => import("./relations/TicketCards"));

const SideDrawer = lazy(() => import("./SideDrawer"));
const ConflictDialog = lazy(() => import("./properties/ConflictDialog"));
const Composer = soon(() => import("./composer/Composer"));
const PlannedReplies = lazy(() => import("./thread/PlannedReplies"));

/** What stands in every ticket, in files of their own. */
export async function loadParts() {
  await Promise.all([TicketActions.fetch(), TicketCards.fetch(), Composer.fetch()]);
  await loadEditor();
}

export interface PaneSlots {
  /** The requester's name with the way to everything about them, for who may see it. */
  requesterName?: (id: string, name: string) => ReactNode;
  stopwatches: (ticket: Ticket) => ReactNode;
  whyAssignee: (ticket: Ticket) => ReactNode;
  /** How such tickets were solved before. */
  solutions: (ticket: Ticket, onOpen: (number: string) => void) => ReactNode;
  reveal: (ticket: Ticket, field: "phone" | "email", value: string) => ReactNode;
  /** Further buttons in the head of a ticket. */
  headActs: (ticket: Ticket) => ReactNode;
}

interface PaneProps extends PaneSlots {
  number: string;
  me: string;
  onBack: () => void;
  onOpen: (number: string) => void;
  /** Goes on with the next ticket of the list. */
  onNext: () => void;
  onRequester: (id: string) => void;
}

/** One ticket: its thread, the composer and the properties. Its own memo, so that `j` need not wait for it. */
export const TicketPane = memo(function TicketPane(props: PaneProps) {
  const { data: ticket, error, refetch, isPlaceholderData: passing } = useTicket(props.number);
  // Read beside the ticket, not after it.
  usePrefetchInfiniteQuery(timelineOptions(props.number));
  useHeldShortcuts("ticket", passing);
  if (ticket) return <OpenTicket ticket={ticket} passing={passing} {...props} />;
  return (
    <section className="tk-pane">
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading rows={6} />}
    </section>
  );
});

interface OpenProps extends PaneProps {
  ticket: Ticket;
  /** The next ticket is being read: this one can be seen still, but no longer used. */
  passing: boolean;
}

function OpenTicket(props: OpenProps) {
  const {
    ticket,
    passing,
    me,
    onBack,
    onOpen,
    onNext,
    onRequester,
    requesterName,
    stopwatches,
    whyAssignee,
    solutions,
    reveal,
  } = props;
  const t = useMessages(messages);
  const wide = useMediaQuery("(min-width: 1200px)");
  const phone = useMediaQuery("(max-width: 767px)");
  const [shown, setShown] = useState(localStorage.getItem("relaydesk.properties") !== "hidden");
  const [drawer, setDrawer] = useState(false);
  const editor = useTicketEditor(ticket);
  const toggle = () => {
    if (!wide) return setDrawer((now) => !now);
    localStorage.setItem("relaydesk.properties", shown ? "hidden" : "shown");
    setShown(!shown);
  };
  const solved = ticket.next_statuses.find((one) => one.category === "solved");
  useShortcut("properties", toggle);
  const solve = () =>
    solved && editor.edit({ patch: { status: solved.key }, preview: { status: solved, next_statuses: [] } });
  const solvable = Boolean(solved) && ticket.can.set_status;
  useShortcut("solve", () => void solve(), solvable);
  // The next one is taken from the list before this one leaves it.
  useShortcut(
    "solveAndNext",
    () => {
      onNext();
      solve();
    },
    solvable,
  );
  const properties = (
    <PropertiesPane
      ticket={ticket}
      editor={editor}
      onRequester={onRequester}
      requesterName={requesterName}
      stopwatches={stopwatches(ticket)}
      whyAssignee={whyAssignee(ticket)}
      reveal={(field, value) => reveal(ticket, field, value)}
    >
      <Suspense fallback={null}>
        {solutions(ticket, onOpen)}
        <TicketCards key={ticket.number} ticket={ticket} onOpen={onOpen} />
      </Suspense>
    </PropertiesPane>
  );
  return (
    <>
      <section className="tk-pane" aria-label={ticket.number} inert={passing}>
        <PaneHeader
          ticket={ticket}
          editor={editor}
          onBack={onBack}
          onOpen={onOpen}
          onProperties={toggle}
          acts={props.headActs(ticket)}
        />
        {ticket.deleted_at && <BinBanner ticket={ticket} />}
        {(ticket.merged || ticket.snoozed_at) && (
          <Suspense fallback={null}>
            <TicketBanner ticket={ticket} onOpen={onOpen} />
          </Suspense>
        )}
        <Thread key={`thread ${ticket.number}`} number={ticket.number}>
          <Suspense fallback={null}>
            <PlannedReplies ticket={ticket} />
          </Suspense>
        </Thread>
        <Suspense fallback={<div className="tk-composer tk-composer-stand" />}>
          <Composer
            key={`composer ${ticket.number}`}
            ticket={ticket}
            me={me}
            folded={phone}
            onSent={(next) => next && onNext()}
          />
        </Suspense>
      </section>
      {wide && shown && (
        <ResizeHandle
          variable="--tk-aside-width"
          label={t("resizeProperties")}
          initial={300}
          least={240}
          most={480}
          direction={-1}
        />
      )}
      {wide && shown && (
        <section className="tk-aside" aria-label={t("properties")} inert={passing}>
          {properties}
        </section>
      )}
      {!wide && drawer && (
        <Suspense fallback={null}>
          <SideDrawer
            open={drawer}
            onClose={() => setDrawer(false)}
            size={phone ? "100%" : 340}
            title={ticket.number}
            styles={{ body: { padding: 0 } }}
          >
            {properties}
          </SideDrawer>
        </Suspense>
      )}
      {editor.conflict && (
        <Suspense fallback={null}>
          <ConflictDialog number={ticket.number} editor={editor} />
        </Suspense>
      )}
    </>
  );
}

interface HeaderProps {
  ticket: Ticket;
  editor: ReturnType<typeof useTicketEditor>;
  onBack: () => void;
  onOpen: (number: string) => void;
  onProperties: () => void;
  acts: ReactNode;
}

function PaneHeader({ ticket, editor, onBack, onOpen, onProperties, acts }: HeaderProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { copy, copyLink } = useCopy(ticket);
  const status = locale === "en" ? ticket.status.name_en : ticket.status.name;
  return (
    <header className="tk-head">
      <Button
        className="tk-back"
        type="text"
        aria-label={t("backToList")}
        icon={<ArrowLeft size={18} aria-hidden />}
        onClick={onBack}
      />
      <div className="tk-head-text">
        <p className="tk-head-facts">
          <span className="tk-pill">
            <StatusDot category={ticket.status.category} /> {status}
          </span>
          <ShortcutHint id="copyNumber" title={t("copyNumber")}>
            <button type="button" className="tk-number" onClick={copy}>
              {ticket.number} <Copy size={12} aria-hidden />
            </button>
          </ShortcutHint>
          <span className="tk-came-by">
            <ChannelIcon channel={ticket.channel} />
            {channelName(ticket.channel, t)}
          </span>
          {ticket.label && <LabelBadge label={ticket.label} />}
        </p>
        <Subject key={ticket.number} ticket={ticket} editor={editor} />
      </div>
      <Suspense fallback={null}>
        <TicketActions key={ticket.number} ticket={ticket} onOpen={onOpen} onCopyLink={copyLink}>
          {ticket.can.delete && <BinButton ticket={ticket} onGone={onBack} />}
          {acts}
        </TicketActions>
      </Suspense>
      <ShortcutHint id="properties" title={t("showProperties")}>
        <Button
          type="text"
          aria-label={t("showProperties")}
          icon={<PanelRight size={18} aria-hidden />}
          onClick={onProperties}
        />
      </ShortcutHint>
    </header>
  );
}
