import { useEffect, useEffectEvent, useState } from "react";
import { type Change, type Connection, openStream } from "./stream";

/** Calls `onChange` for each change anyone makes, `onRestore` after a break; returns the state of the line. */
export function useStream(
  url: string,
  onChange: (change: Change) => void,
  onRestore: () => void,
): Connection {
  const [connection, setConnection] = useState<Connection>("connecting");
  const change = useEffectEvent(onChange);
  const restore = useEffectEvent(onRestore);
  useEffect(() => {
    let broken = false;
    return openStream(url, {
      change: (one) => change(one),
      resync: () => restore(),
      connection: (next) => {
        if (next === "open" && broken) restore();
        broken = next === "broken" || next === "offline";
        setConnection(next);
      },
    });
  }, [url]);
  return connection;
}
