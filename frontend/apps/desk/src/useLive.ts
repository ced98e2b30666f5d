import { channelKeys } from "@relaydesk/channels/keys";
import { type Change, type Connection, useStream } from "@relaydesk/realtime";
import { refreshLists, refreshRelated, ticketKeys } from "@relaydesk/tickets/live";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

/** Changes within this time (ms) are fetched together. */
const GATHER = 120;
/** The counts are cached for 10 s on the server: asking more often brings nothing. */
const COUNTS = 5000;

/** Turns each change that anybody makes after `position` into fresh data on the screen. */
export function useLive(position: string): Connection {
  const client = useQueryClient();
  const changed = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const counts = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      clearTimeout(counts.current);
    },
    [],
  );

  const flush = () => {
    const numbers = changed.current;
    changed.current = new Set();
    timer.current = undefined;
    for (const number of numbers) void client.invalidateQueries({ queryKey: ticketKeys.ticket(number) });
    refreshRelated(client, numbers);
    void refreshLists(client, numbers);
    counts.current ??= setTimeout(() => {
      counts.current = undefined;
      void client.invalidateQueries({ queryKey: ticketKeys.counts });
    }, COUNTS);
  };
  const onChange = (change: Change) => {
    if (change.name.startsWith("notifications.")) void client.invalidateQueries({ queryKey: ["notices"] });
    if (change.name.startsWith("people.")) void client.invalidateQueries({ queryKey: ticketKeys.agents });
    if (change.name.startsWith("channels.")) {
      void client.invalidateQueries({ queryKey: channelKeys.outbox });
      void client.invalidateQueries({ queryKey: channelKeys.intake });
    }
    if (change.name.startsWith("bulk.")) void client.invalidateQueries({ queryKey: ["bulk"] });
    if (!change.ticket) return;
    changed.current.add(change.ticket);
    timer.current ??= setTimeout(flush, GATHER);
  };
  const onRestore = () => {
    void client.invalidateQueries({ queryKey: ["tickets", "one"] });
    void client.invalidateQueries({ queryKey: ["notices"] });
    void client.invalidateQueries({ queryKey: ticketKeys.counts });
    void refreshLists(client, new Set());
  };
  return useStream("/api/v1/stream", position, onChange, onRestore);
}
