import { useMessages } from "@relaydesk/i18n";
import { TABS, type Tab } from "./address";
import { messages } from "./messages";

interface TabsProps {
  tab: Tab;
  counts: Record<Tab, string>;
  readsContacts: boolean;
  onTab: (tab: Tab) => void;
}

/** Tickets, contacts, companies, each with how many were found. */
export function Tabs({ tab, counts, readsContacts, onTab }: TabsProps) {
  const t = useMessages(messages);
  const shown = TABS.filter((one) => one === "tickets" || readsContacts);
  if (shown.length === 1) return <span />;
  return (
    <nav className="sr-tabs" aria-label={t("tabs")}>
      {shown.map((one) => (
        <button
          key={one}
          type="button"
          aria-current={one === tab ? "page" : undefined}
          onClick={() => onTab(one)}
        >
          {t(one)} {counts[one] && <small>{counts[one]}</small>}
        </button>
      ))}
    </nav>
  );
}
