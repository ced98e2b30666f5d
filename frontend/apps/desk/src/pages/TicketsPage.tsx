import { may, useSession } from "@relaydesk/access";
import type { Ticket } from "@relaydesk/api-client";
import { type ListSearch, TicketDesk } from "@relaydesk/tickets";
import { parseSearch, shortSearch } from "@relaydesk/tickets/search";
import { soon, useAhead } from "@relaydesk/ui";
import { Link, Navigate, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, useCallback, useEffect, useMemo } from "react";
import { rememberTicket } from "../palette/recentTickets";
import { useSavedView } from "./useSavedView";
import { WhoCanSee } from "./WhoCanSee";

const loadSlots = () => import("./ticketSlots");
const Stopwatches = soon(async () => ({ default: (await loadSlots()).Stopwatches }));
const WhyAgent = soon(async () => ({ default: (await loadSlots()).WhyAgent }));
const Masked = soon(async () => ({ default: (await loadSlots()).Masked }));
const loadAhead = () => Promise.all([Stopwatches.fetch(), WhyAgent.fetch(), Masked.fetch()]);
// Beside the pane of the ticket in the address, not after it.
if (/\/tickets\/./.test(location.pathname)) void loadAhead().catch(() => undefined);
const Solutions = lazy(() => import("@relaydesk/search/solutions"));

const requesterName = (id: string, name: string) => (
  <Link to="/admin/$" params={{ _splat: `contacts/${id}` }} search={{}}>
    {name}
  </Link>
);
const stopwatches = (ticket: Ticket) => (
  <Stopwatches number={ticket.number} stopwatches={ticket.stopwatches} read={ticket.time_left} />
);
const whyAssignee = (ticket: Ticket) => (
  <WhyAgent number={ticket.number} assignee={ticket.assignee?.name ?? null} />
);
const solutions = (ticket: Ticket, onOpen: (number: string) => void) => (
  <Solutions key={ticket.number} ticket={ticket} onOpen={onOpen} />
);
/** The ticket desk, with view, filters and open ticket taken from the address. */
export function TicketsPage() {
  const { data: me } = useSession();
  useAhead(loadAhead);
  const navigate = useNavigate();
  const raw = useSearch({ from: "/tickets" });
  const { number } = useParams({ strict: false });
  useEffect(() => {
    if (number) rememberTicket(number);
  }, [number]);
  const text = JSON.stringify(raw);
  const asked = useMemo(() => parseSearch(JSON.parse(text) as Record<string, unknown>), [text]);

  const reveals = me ? may(me, "privacy.reveal") : false;
  const reveal = useCallback(
    (ticket: Ticket, field: "phone" | "email", value: string) => (
      <Masked subject={`ticket:${ticket.number}`} field={field} value={value} allowed={reveals} />
    ),
    [reveals],
  );
  const mayDo = useCallback((permission: string) => (me ? may(me, permission) : false), [me]);
  const explains = me ? may(me, "access.explain") : false;
  const headActs = useCallback(
    (ticket: Ticket) => (explains ? <WhoCanSee number={ticket.number} /> : null),
    [explains],
  );
  const onSearch = useCallback(
    (next: ListSearch) => void navigate({ to: ".", search: parseSearch({ ...shortSearch(next) }) }),
    [navigate],
  );
  const onOpen = useCallback(
    (next: string | null) => {
      if (next === null) void navigate({ to: "/tickets", search: (now) => parseSearch({ ...now }) });
      else
        void navigate({
          to: "/tickets/$number",
          params: { number: next },
          search: (now) => parseSearch({ ...now }),
          // Moving through the list is one step of the browser's history, not one for each ticket.
          replace: Boolean(number),
        });
    },
    [navigate, number],
  );
  const onFind = useCallback(() => void navigate({ to: "/search", search: {} }), [navigate]);
  const { search, ...view } = useSavedView(asked, onSearch);
  // The security administrator and the auditor have no tickets: their desk is the administration.
  if (me && !may(me, "tickets.read"))
    return <Navigate to="/admin/$" params={{ _splat: "" }} search={{}} replace />;
  return (
    <TicketDesk
      search={search}
      {...view}
      opened={number ?? null}
      me={me?.agent?.name ?? ""}
      onSearch={onSearch}
      onOpen={onOpen}
      may={mayDo}
      onFind={onFind}
      requesterName={me?.permissions.includes("people.read_contacts") ? requesterName : undefined}
      stopwatches={stopwatches}
      whyAssignee={whyAssignee}
      solutions={solutions}
      reveal={reveal}
      headActs={headActs}
    />
  );
}
