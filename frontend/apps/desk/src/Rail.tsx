import { administers, isViewing, may, PresenceSwitch, UserMenu } from "@relaydesk/access";
import type { Me } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { ShortcutHint } from "@relaydesk/ui";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Contact, Inbox, Keyboard, ListTodo, MailCheck, MailSearch, Settings } from "lucide-react";
import { lazy, Suspense } from "react";
import { useOpenTicket } from "./pages/useOpenTicket";
import { messages } from "./shellMessages";

const ANYWHERE = { includeSearch: false };

const Bell = lazy(async () => ({ default: (await import("./later")).Bell }));

/** The bell, loaded after the first screen; until then its place is kept. */
function BellSlot({ me }: { me: Me }) {
  const navigate = useNavigate();
  const open = useOpenTicket();
  const { number } = useParams({ strict: false });
  return (
    <Suspense fallback={<span className="desk-place desk-bell-place" />}>
      <Bell
        opened={number ?? null}
        reads={!isViewing(me)}
        onTicket={open}
        onAll={() => void navigate({ to: "/notices" })}
      />
    </Suspense>
  );
}

/** The dark rail: where one can go, one's presence and one's own menu. */
export function Rail({ me, onShortcuts }: { me: Me; onShortcuts: () => void }) {
  const t = useMessages(messages);
  return (
    <nav className="desk-rail" aria-label={t("main")}>
      {may(me, "tickets.read") && (
        <Link
          to="/tickets"
          search={{ view: "mine", sort: "-updated_at" }}
          activeOptions={{ includeSearch: false }}
          className="desk-place"
        >
          <Inbox size={18} aria-hidden />
          {t("tickets")}
        </Link>
      )}
      {me.agent && may(me, "tickets.read") && (
        <Link to="/work" search={{}} activeOptions={ANYWHERE} className="desk-place">
          <ListTodo size={18} aria-hidden />
          {t("work")}
        </Link>
      )}
      {may(me, "channels.outbox") && (
        <Link to="/outbox" className="desk-place">
          <MailCheck size={18} aria-hidden />
          {t("outbox")}
        </Link>
      )}
      {may(me, "channels.intake") && (
        <Link to="/intake" className="desk-place">
          <MailSearch size={18} aria-hidden />
          {t("intake")}
        </Link>
      )}
      {administers(me) ? (
        <Link
          to="/admin/$"
          params={{ _splat: "" }}
          search={{}}
          activeOptions={ANYWHERE}
          className="desk-place"
        >
          <Settings size={18} aria-hidden />
          {t("admin")}
        </Link>
      ) : (
        me.permissions.includes("people.read_contacts") && (
          <Link
            to="/admin/$"
            params={{ _splat: "contacts" }}
            search={{}}
            activeOptions={ANYWHERE}
            className="desk-place"
          >
            <Contact size={18} aria-hidden />
            {t("contacts")}
          </Link>
        )
      )}
      <span className="desk-gap" />
      {me.agent && <BellSlot me={me} />}
      <ShortcutHint id="help" title={t("shortcuts")}>
        <button
          type="button"
          className="desk-place desk-keys"
          onClick={onShortcuts}
          aria-label={t("shortcuts")}
        >
          <Keyboard size={18} aria-hidden />
        </button>
      </ShortcutHint>
      <PresenceSwitch me={me} />
      <UserMenu me={me} />
    </nav>
  );
}
