import { useRef, useState } from "react";
import { useRefusalText } from "./refusals";

/** Sends once at a time, however often the button is pressed, and keeps the reason of a refusal to be shown. */
export function useSending() {
  const textOf = useRefusalText();
  // A second click may come before the button is drawn as busy.
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const send = async (act: () => Promise<unknown>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFault(null);
    try {
      await act();
    } catch (error) {
      setFault(textOf(error));
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, fault, send };
}
