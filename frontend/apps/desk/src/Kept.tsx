import { useLocale, useMessages } from "@relaydesk/i18n";
import { type Entry, inOneTab, openQueue, type Queue } from "@relaydesk/outbox";
import type { Connection } from "@relaydesk/realtime";
import { endLeaving, ticketKeys } from "@relaydesk/tickets/live";
import { shortTime, useNow } from "@relaydesk/ui";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { messages } from "./keptMessages";
import "./kept.css";

interface KeptProps {
  account: string;
  connection: Connection;
}

/** What waits is tried again after so many ms, whatever the stream says: a proxy may be up before its server. */
const AGAIN = 15_000;

/** Answers that could not be sent: kept in this browser, sent by themselves when the line is back. */
export default function Kept({ account, connection }: KeptProps) {
  const [queue, setQueue] = useState<Queue | null>(null);
  useEffect(() => {
    const [opened, end] = openQueue(account);
    setQueue(opened);
    return end;
  }, [account]);
  return queue && <Waiting queue={queue} connection={connection} />;
}

/** Tells the composer of its ticket. */
function left(entry: Entry, arrived: boolean) {
  if (entry.what === "change") return;
  endLeaving({ number: entry.ticket, mode: entry.what === "note" ? "note" : "public", arrived });
}

function Waiting({ queue, connection }: { queue: Queue; connection: Connection }) {
  const entries = useSyncExternalStore(queue.subscribe, queue.entries);
  const waiting = entries.some((entry) => entry.state === "queued");
  const client = useQueryClient();
  const flush = useCallback(() => {
    const sent = (entry: Entry) => {
      left(entry, true);
      void client.invalidateQueries({ queryKey: ticketKeys.ticket(entry.ticket) });
    };
    void inOneTab(async () => {
      await queue.flush(new Date(), sent);
    }).catch(() => undefined);
  }, [queue, client]);
  useEffect(() => {
    if (!waiting) return;
    if (connection === "open") flush();
    window.addEventListener("online", flush);
    const timer = setInterval(flush, AGAIN);
    return () => {
      window.removeEventListener("online", flush);
      clearInterval(timer);
    };
  }, [waiting, connection, flush]);
  if (entries.length === 0) return null;
  return <List queue={queue} entries={entries} onFlush={flush} />;
}

interface ListProps {
  queue: Queue;
  entries: Entry[];
  onFlush: () => void;
}

function List({ queue, entries, onFlush }: ListProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const refused = entries.filter((entry) => entry.state === "refused").length;
  const discard = async (entry: Entry) => {
    await queue.discard(entry.id);
    left(entry, false);
  };
  const again = async (entry: Entry) => {
    if (entry.state === "refused") await queue.again(entry.id, crypto.randomUUID?.() ?? `${entry.id}-again`);
    onFlush();
  };
  return (
    <details className="desk-kept" open={refused > 0}>
      <summary>
        <span role="status">
          {refused > 0 ? t("refused", { n: refused }) : t("waiting", { n: entries.length })}
        </span>
      </summary>
      <ul>
        {entries.map((entry) => (
          <li key={entry.id}>
            <span>
              {t(entry.what)} · {entry.ticket} · {shortTime(entry.at, locale, now)}
              {entry.state === "refused" && (
                <em>
                  {" "}
                  {entry.code === "too_old" ? t("tooOld") : t("reason", { reason: entry.reason ?? "" })}
                </em>
              )}
            </span>
            <Button size="small" onClick={() => void again(entry)}>
              {t("again")}
            </Button>
            <Button size="small" danger onClick={() => void discard(entry)}>
              {t("discard")}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
