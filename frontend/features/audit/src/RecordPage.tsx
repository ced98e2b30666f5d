import { type Column, ListPage, useAdmin, usePages } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, fullTime, useNow } from "@relaydesk/ui";
import { ScrollText } from "lucide-react";
import { auditKeys, type RecordEvent, readEvents } from "./api";
import { EventDrawer } from "./EventDrawer";
import { ExportBar } from "./ExportBar";
import { FilterBar } from "./FilterBar";
import { FILTERS, filtersOf } from "./filters";
import { messages } from "./messages";
import "./audit.css";

/** The record, newest first. The filters and the opened event are in the address. */
export default function RecordPage() {
  const t = useMessages(messages);
  const { query, segments, go, can } = useAdmin();
  const filters = filtersOf(query);
  const list = usePages<RecordEvent>([...auditKeys.events, "list", filters], (cursor, signal) =>
    readEvents(filters, cursor, signal),
  );
  const search = Object.keys(filters).length > 0 ? `?${new URLSearchParams(filters)}` : "";
  const chosen = segments[0];
  return (
    <>
      <ListPage<RecordEvent>
        title={t("record")}
        hint={t("recordHint")}
        list={list}
        rowKey={(event) => String(event.id)}
        rowTo={(event) => `record/${event.id}${search}`}
        filterNames={[...FILTERS]}
        filters={<FilterBar filters={filters} />}
        actions={can("audit.export") && <ExportBar filters={filters} />}
        columns={useColumns()}
        empty={{ icon: <ScrollText size={40} aria-hidden />, title: t("none") }}
      />
      {chosen && <EventDrawer key={chosen} id={chosen} onClose={() => go(`record${search}`)} />}
    </>
  );
}

function useColumns(): Column<RecordEvent>[] {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const time = (event: RecordEvent) => (
    <time dateTime={event.at} title={fullTime(event.at, locale)}>
      {dayTime(event.at, locale, now)}
    </time>
  );
  return [
    {
      key: "what",
      title: t("what"),
      render: (event) => (
        <span className={event.outcome === "failure" ? "au-failed" : undefined}>
          <strong>{event.actor.name}</strong> {event.sentence[locale]}
        </span>
      ),
      sub: (event) => (
        <>
          {time(event)} · {event.subject}
        </>
      ),
    },
    { key: "about", title: t("about"), wide: true, render: (event) => <code>{event.subject}</code> },
    { key: "whence", title: t("whence"), wide: true, render: (event) => event.source.ip ?? "–" },
    { key: "when", title: t("when"), wide: true, render: time },
  ];
}
