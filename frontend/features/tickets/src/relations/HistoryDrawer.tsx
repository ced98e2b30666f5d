import type { EventItem, Ticket, TimelineItem } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { clockTime, dayLabel, ErrorState, fullTime, Loading, useNow } from "@relaydesk/ui";
import { Button, Drawer, Input, Segmented, Select } from "antd";
import { useMemo, useState } from "react";
import { useTimeline } from "../api/timeline";
import { Diff } from "../history/Diff";
import { actorOf, onlyTexts, textChanges } from "../history/lines";
import { messages } from "../history/messages";
import { useSentence } from "../history/useSentence";
import "../history/history.css";

type Kind = "all" | "changes" | "words";

interface DrawerProps {
  ticket: Ticket;
  onClose: () => void;
}

/** Everything that happened to a ticket, newest first, with what changed word by word. */
export default function HistoryDrawer({ ticket, onClose }: DrawerProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const sentenceOf = useSentence();
  const wordsOf = (event: EventItem) =>
    onlyTexts(event)
      ? t("textsEdited", {
          actor: event.actor.name,
          fields: textChanges(event)
            .map(([field]) => t(field).toLowerCase())
            .join(t("comma")),
        })
      : sentenceOf(event);
  const { items, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTimeline(
    ticket.number,
  );
  const [kind, setKind] = useState<Kind>("all");
  const [person, setPerson] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const people = useMemo(() => [...new Set(items.map(actorOf))].filter(Boolean).sort(), [items]);
  const lines = items
    .filter((item) => kind === "all" || (kind === "changes") === Boolean(item.event))
    .filter((item) => person === null || actorOf(item) === person)
    .map((item) => ({ item, text: item.event ? wordsOf(item.event) : (item.message?.body_text ?? "") }))
    .filter((line) => line.text?.toLowerCase().includes(words.trim().toLowerCase()))
    .reverse();
  return (
    <Drawer open title={`${t("title")} · ${ticket.number}`} size={560} onClose={onClose}>
      <div className="tk-history">
        <Segmented<Kind>
          block
          aria-label={t("kinds")}
          value={kind}
          options={[
            { value: "all", label: t("all") },
            { value: "changes", label: t("changes") },
            { value: "words", label: t("words") },
          ]}
          onChange={setKind}
        />
        <div className="tk-history-filters">
          <Select
            allowClear
            aria-label={t("people")}
            placeholder={t("everyone")}
            value={person}
            options={people.map((one) => ({ value: one, label: one }))}
            onChange={(one: string | undefined) => setPerson(one ?? null)}
          />
          <Input
            allowClear
            aria-label={t("find")}
            placeholder={t("find")}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
        {isPending && <Loading />}
        {error && items.length === 0 && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!isPending && !error && lines.length === 0 && <p className="tk-quiet">{t("nothing")}</p>}
        {byDay(lines).map(([day, ofDay]) => (
          <section key={day} aria-label={dayLabel(ofDay[0].item.at, locale, now)}>
            <h3>{dayLabel(ofDay[0].item.at, locale, now)}</h3>
            <ol>
              {ofDay.map(({ item, text }) => (
                <Line key={item.id} item={item} text={text ?? ""} />
              ))}
            </ol>
          </section>
        ))}
        {hasNextPage && (
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("earlier")}
          </Button>
        )}
      </div>
    </Drawer>
  );
}

interface Shown {
  item: TimelineItem;
  text: string | null;
}

/** Lines of one day of the reader's together, in the order given. */
function byDay(lines: Shown[]): [string, [Shown, ...Shown[]]][] {
  const days = new Map<string, [Shown, ...Shown[]]>();
  for (const line of lines) {
    const day = new Date(line.item.at).toDateString();
    const there = days.get(day);
    if (there) there.push(line);
    else days.set(day, [line]);
  }
  return [...days];
}

function Line({ item, text }: { item: TimelineItem; text: string }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  return (
    <li>
      <time dateTime={item.at} title={fullTime(item.at, locale)}>
        {clockTime(item.at, locale)}
      </time>
      <div className={item.kind === "note" ? "tk-history-note" : undefined}>
        {item.message && (
          <strong>
            {item.message.author.name} · {t(item.kind === "note" ? "note" : "message")}
          </strong>
        )}
        <p className="tk-history-text">{text}</p>
        {item.event &&
          textChanges(item.event).map(([field, before, after]) => (
            <Diff key={field} before={before} after={after} />
          ))}
      </div>
    </li>
  );
}
