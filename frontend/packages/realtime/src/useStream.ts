import { useEffect, useEffectEvent, useState } from "react";
import { type Change, type Connection, openStream } from "./stream";

/**
 * Calls `onChange` for each change anyone makes after `position`, `onRestore` after a break; returns the state of the
 * line.
 */
export function useStream(
  url: string,
  position: string,
  onChange: (change: Change) => void,
  onRestore: () => void,
): Connection {
  const [connection, setConnection] = useState<Connection>("connecting");
  const change = useEffectEvent(onChange);
  const restore = useEffectEvent(onRestore);
  // Where it began when the screen did; later it knows better itself.
  const [begin] = useState(position);
  useEffect(() => {
    let broken = false;
    return openStream(url, begin, {
      change: (one) => change(one),
      resync: () => restore(),
      connection: (next) => {
        if (next === "open" && broken) restore();
        broken = next === "broken" || next === "offline";
        setConnection(next);
      },
    });
  }, [url, begin]);
  return connection;
}
