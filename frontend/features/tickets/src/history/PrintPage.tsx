import type { Ticket, TimelineItem } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { durationText, ErrorState, Loading, longTime } from "@relaydesk/ui";
import { Button, Checkbox } from "antd";
import { useEffect, useState } from "react";
import { useDirectory } from "../api/directory";
import { useTicket } from "../api/ticket";
import { useTimeline } from "../api/timeline";
import { useRelations, useWork } from "../relations/api";
import { moneyText } from "../relations/money";
import { relationNames } from "../relations/relationNames";
import { messages } from "./messages";
import { useSentence } from "./useSentence";
import "./history.css";

const PARTS = [
  "partFields",
  "partMessages",
  "partNotes",
  "partWork",
  "partRelations",
  "partHistory",
] as const;
type Part = (typeof PARTS)[number];
/** What goes out of the house by mistake least: notes and history are asked for. */
const AT_FIRST: Part[] = ["partFields", "partMessages"];

/** A ticket on paper, with chosen parts. It shows what the server shows this reader, as text: nothing is loaded. */
export default function PrintPage({ number }: { number: string }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const [parts, setParts] = useState<Part[]>(AT_FIRST);
  const [at] = useState(() => new Date().toISOString());
  const { data: ticket, error, refetch } = useTicket(number);
  const { items, hasNextPage, isFetchingNextPage, fetchNextPage } = useTimeline(number);
  // Paper has no "earlier" button: everything is read.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!ticket) return <Loading rows={8} />;
  const has = (part: Part) => parts.includes(part);
  const words = items.filter(
    (item) => item.message && (item.kind === "note" ? has("partNotes") : has("partMessages")),
  );
  return (
    <section className="tk-print" aria-label={t("printTitle")}>
      <fieldset className="tk-print-parts">
        <legend>{t("parts")}</legend>
        <Checkbox.Group<Part>
          value={parts}
          options={PARTS.map((one) => ({ value: one, label: t(one) }))}
          onChange={setParts}
        />
        <Button type="primary" disabled={hasNextPage} onClick={() => window.print()}>
          {t("printNow")}
        </Button>
      </fieldset>
      <h1>
        {ticket.number} {ticket.subject}
      </h1>
      <time dateTime={at}>{t("printed", { time: longTime(at, locale) })}</time>
      {has("partFields") && <Fields ticket={ticket} />}
      {has("partWork") && <WorkPart number={number} />}
      {has("partRelations") && <RelationsPart number={number} />}
      {words.length > 0 && <h2>{t("words")}</h2>}
      {words.map((item) => (
        <Words key={item.id} item={item} />
      ))}
      {has("partHistory") && <HistoryPart items={items} />}
    </section>
  );
}

function Fields({ ticket }: { ticket: Ticket }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const named = (one: { name: string; name_en: string }) => (locale === "en" ? one.name_en : one.name);
  const names = useDirectory(locale);
  const { requester } = ticket;
  const rows: [string, string][] = [
    [t("status"), named(ticket.status)],
    [t("priority"), ticket.priority],
    [t("type"), named(ticket.type)],
    [t("requester"), [requester.name, requester.email, requester.phone].filter(Boolean).join(" · ")],
    [t("team"), ticket.team ? names.team(ticket.team.id, ticket.team.name) : "–"],
    [t("assignee"), ticket.assignee?.name ?? "–"],
    [t("tags"), ticket.tags.join(t("comma")) || "–"],
    [t("created"), longTime(ticket.created_at, locale)],
  ];
  return (
    <dl>
      {rows.map(([name, value]) => (
        <div key={name} style={{ display: "contents" }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Words({ item }: { item: TimelineItem }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const said = item.message;
  if (!said) return null;
  return (
    <article>
      <strong>
        {t(item.kind === "note" ? "note" : "message")} · {said.author.name}
      </strong>
      <time dateTime={item.at}>{longTime(item.at, locale)}</time>
      <pre>{said.body_text}</pre>
      {said.attachments.length > 0 && (
        <small>
          {t("attachments")}: {said.attachments.map((file) => file.name).join(t("comma"))}
        </small>
      )}
    </article>
  );
}

function WorkPart({ number }: { number: string }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { data } = useWork(number);
  if (!data) return <Loading />;
  const { todos, times, costs } = data;
  return (
    <>
      {todos && todos.total > 0 && (
        <>
          <h2>{t("todos")}</h2>
          <ul>
            {todos.items.map((one) => (
              <li key={one.id}>
                {one.done_at ? "☑" : "☐"} {joined(one.text, one.assignee?.name, one.due_on)}
              </li>
            ))}
          </ul>
        </>
      )}
      {times && times.items.length > 0 && (
        <>
          <h2>
            {t("times")} · {durationText(times.minutes, locale)}
          </h2>
          <ul>
            {times.items.map((one) => (
              <li key={one.id}>
                {joined(
                  one.spent_on,
                  one.agent.name,
                  durationText(one.minutes, locale),
                  one.activity,
                  one.note,
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {costs && costs.items.length > 0 && (
        <>
          <h2>
            {t("costs")} ·{" "}
            {costs.totals.map((one) => moneyText(one.amount, one.currency, locale)).join(" + ")}
          </h2>
          <ul>
            {costs.items.map((one) => (
              <li key={one.id}>
                {joined(
                  one.item,
                  `${one.quantity} × ${moneyText(one.unit_price, one.currency, locale)}`,
                  moneyText(one.amount, one.currency, locale),
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function joined(...parts: (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(" · ");
}

function RelationsPart({ number }: { number: string }) {
  const t = useMessages(messages);
  const nameOf = useMessages(relationNames);
  const { data } = useRelations(number);
  if (!data) return <Loading />;
  return (
    <>
      <h2>{t("partRelations")}</h2>
      {data.links.length + data.merges.length === 0 && <p>–</p>}
      <ul>
        {data.links.map((one) => (
          <li key={one.id}>
            {joined(nameOf(one.relation), one.ticket?.number, one.ticket?.subject ?? t("hiddenTicket"))}
          </li>
        ))}
        {data.merges
          .filter((one) => !one.into)
          .map((one) => (
            <li key={one.at + (one.ticket?.number ?? "")}>
              {joined(t("mergedHere"), one.ticket?.number, one.ticket?.subject ?? t("hiddenTicket"))}
            </li>
          ))}
      </ul>
    </>
  );
}

function HistoryPart({ items }: { items: TimelineItem[] }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const sentenceOf = useSentence();
  return (
    <>
      <h2>{t("partHistory")}</h2>
      <ul>
        {items.map((item) => {
          const text = item.event && sentenceOf(item.event);
          return text ? (
            <li key={item.id}>
              <time dateTime={item.at}>{longTime(item.at, locale)}</time> {text}
            </li>
          ) : null;
        })}
      </ul>
    </>
  );
}
