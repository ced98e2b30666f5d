import { useRowKeys } from "@relaydesk/admin-kit/rows";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { EmptyState, ErrorState, Loading, useMediaQuery, useShortcut } from "@relaydesk/ui";
import { Badge, Button } from "antd";
import { ListFilter, SearchX } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { narrowings, type SearchAddress, type Tab } from "./address";
import { useCompanies, useNames, useSearchAnswer } from "./api";
import { Facets } from "./Facets";
import { messages } from "./messages";
import { Recent } from "./Recent";
import { Results } from "./Results";
import { keepSearch } from "./recent";
import { SearchInput } from "./SearchInput";
import { Tabs } from "./Tabs";
import "./search.css";

const STEPS = [20, 50, 200] as const;

export interface SearchPageProps {
  address: SearchAddress;
  /** Whose recent searches are kept. */
  owner: string;
  /** Whether contacts and companies may be read. */
  readsContacts: boolean;
  onAddress: (address: SearchAddress) => void;
  openTicket: (number: string) => void;
  openContact: (id: string) => void;
  openCompany: (name: string) => void;
  onBack: () => void;
}

/** The search: everything by words, numbers and pinyin, as one types. All that it shows stands in the address. */
export function SearchPage(props: SearchPageProps) {
  const { address, owner, readsContacts, onAddress, onBack } = props;
  const t = useMessages(messages);
  const { locale } = useLocale();
  const phone = useMediaQuery("(max-width: 767px)");
  const [step, setStep] = useState(0);
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const answer = useSearchAnswer(address, STEPS[step] ?? 200);
  const companies = useCompanies(address.q, readsContacts && address.tab === "companies");
  const nameOf = useNames(locale);
  const grow = useCallback(() => setStep((now) => Math.min(now + 1, STEPS.length - 1)), []);
  const rows = useRowKeys(list, grow);
  useShortcut("back", onBack);
  useShortcut("filter", () => {
    setOpen(true);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".sr-facets button")?.focus());
  });

  const query = (q: string) => {
    setStep(0);
    if (q !== address.q) onAddress({ ...address, q });
  };
  const narrow = (patch: Partial<SearchAddress>) => {
    setStep(0);
    onAddress({ ...address, ...patch });
  };
  const kept = (act: (what: string) => void) => (what: string) => {
    keepSearch(owner, address.q);
    act(what);
  };
  const openFirst = () => list.current?.querySelector<HTMLElement>("[data-row-link]")?.click();
  const asked = address.q.trim() !== "";
  const data = asked ? answer.data : undefined;
  const counts: Record<Tab, string> = {
    tickets: data ? `${data.found}${data.cut ? "+" : ""}` : "",
    contacts: data ? String(data.contacts.length) : "",
    companies: companies.data ? String(companies.data.length) : "",
  };
  const narrowed = narrowings(address);
  return (
    <main className="sr-page" aria-label={t("search")}>
      <SearchInput
        q={address.q}
        busy={asked && answer.isFetching}
        onQuery={query}
        onDown={() => rows.step(1)}
        onEnter={openFirst}
        onEscape={onBack}
      />
      {asked && (
        <div className="sr-bar">
          <Tabs
            tab={address.tab}
            counts={counts}
            readsContacts={readsContacts}
            onTab={(tab) => onAddress({ ...address, tab })}
          />
          {phone && address.tab === "tickets" && (
            <Badge count={narrowed} size="small">
              <Button icon={<ListFilter size={15} aria-hidden />} onClick={() => setOpen(!open)}>
                {t("filter")}
              </Button>
            </Badge>
          )}
        </div>
      )}
      <div className="sr-body">
        {asked && address.tab === "tickets" && data && (!phone || open) && (
          <Facets address={address} facets={data.facets} nameOf={nameOf} onNarrow={narrow} />
        )}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows move between the links inside */}
        <div className="sr-results" ref={list} onKeyDown={rows.onKeyDown}>
          {!asked && <Recent owner={owner} onChoose={query} />}
          {asked && answer.isPending && <Loading rows={8} />}
          {asked && answer.error && !data && (
            <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
          )}
          {data?.cut && address.tab === "tickets" && (
            <p className="sr-cut" role="status">
              {t("cut")}
            </p>
          )}
          {data && (
            <Results
              address={address}
              data={data}
              companies={companies.data ?? []}
              stale={answer.isPlaceholderData}
              openTicket={kept(props.openTicket)}
              openContact={kept(props.openContact)}
              openCompany={kept(props.openCompany)}
              empty={
                <EmptyState
                  icon={<SearchX size={36} aria-hidden />}
                  title={t("nothing", { q: address.q })}
                  hint={t(narrowed && address.tab === "tickets" ? "nothingFiltered" : "nothingHint")}
                />
              }
            />
          )}
          {data && address.tab === "tickets" && data.tickets.length < data.found && (
            <Button className="sr-more" loading={answer.isFetching} onClick={grow}>
              {t("more")}
            </Button>
          )}
        </div>
      </div>
    </main>
  );
}
