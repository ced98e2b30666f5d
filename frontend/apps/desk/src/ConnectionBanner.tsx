import { useMessages } from "@relaydesk/i18n";
import type { Connection } from "@relaydesk/realtime";
import { useEffect, useRef, useState } from "react";
import { messages } from "./shellMessages";

type Shown = "offline" | "broken" | "restored" | null;

/** Says when the line is down and when it is back. A break below 1.5 s stays unsaid. */
export function ConnectionBanner({ connection }: { connection: Connection }) {
  const t = useMessages(messages);
  const [shown, setShown] = useState<Shown>(null);
  const told = useRef(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (connection === "offline" || connection === "broken") {
      timer = setTimeout(
        () => {
          told.current = true;
          setShown(connection);
        },
        connection === "offline" ? 0 : 1500,
      );
    } else if (connection === "open" && told.current) {
      told.current = false;
      setShown("restored");
      timer = setTimeout(() => setShown(null), 3000);
    }
    return () => clearTimeout(timer);
  }, [connection]);
  return (
    <div aria-live="polite" className={shown ? `desk-banner desk-banner-${shown}` : undefined}>
      {shown && t(shown)}
    </div>
  );
}
