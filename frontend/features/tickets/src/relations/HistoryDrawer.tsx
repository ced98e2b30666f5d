import type { Ticket, TimelineItem } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { ErrorState, fullTime, Loading } from "@relaydesk/ui";
import { Button, Drawer, Input, Segmented, Select } from "antd";
import { useMemo, useState } from "react";
import { useTimeline } from "../api/timeline";
import { Diff } from "../history/Diff";
import { actorOf, textChanges } from "../history/lines";
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
  const sentenceOf = useSentence();
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
    .map((item) => ({ item, text: item.event ? sentenceOf(item.event) : (item.message?.body_text ?? "") }))
    .filter((line) => line.text?.toLowerCase().includes(words.trim().toLowerCase()))
    .reverse();
  return (
    <Drawer open title={`${t("title")} · ${ticket.number}`} size={560} onClose={onClose}>
      <div className="tk-history">
        <Segmented<Kind>
          value={kind}
          options={[
            { value: "all", label: t("all") },
            { value: "changes", label: t("changes") },
            { value: "words", label: t("words") },
          ]}
          onChange={setKind}
        />
        <Select
          allowClear
          aria-label={t("people")}
          placeholder={t("everyone")}
          value={person}
          options={people.map((one) => ({ value: one, label: one }))}
          onChange={(one: string | undefined) => setPerson(one ?? null)}
        />
        <Input
          aria-label={t("find")}
          placeholder={t("find")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {isPending && <Loading />}
        {error && items.length === 0 && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!isPending && lines.length === 0 && <p className="tk-quiet">{t("nothing")}</p>}
        <ol>
          {lines.map(({ item, text }) => (
            <Line key={item.id} item={item} text={text ?? ""} />
          ))}
        </ol>
        {hasNextPage && (
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("earlier")}
          </Button>
        )}
      </div>
    </Drawer>
  );
}

function Line({ item, text }: { item: TimelineItem; text: string }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  return (
    <li>
      <time dateTime={item.at}>{fullTime(item.at, locale)}</time>
      {item.message && (
        <strong>
          {t(item.kind === "note" ? "note" : "message")} · {item.message.author.name}
        </strong>
      )}
      <p className="tk-history-text">{text}</p>
      {item.event &&
        textChanges(item.event).map(([field, before, after]) => (
          <Diff key={field} before={before} after={after} />
        ))}
    </li>
  );
}
